package dev.crossover.sources.postgresql.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.Row;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.types.Bytes;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.schema.PostgresqlCatalogue;
import dev.crossover.targets.spanner.schema.SpannerSchemaPlanner;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresqlRowsIT {
  /** Type, literal, portable value. */
  private static final Object[][] VALUES = {
    {"int2", "-32768", -32768L},
    {"int8", "9223372036854775807", Long.MAX_VALUE},
    {"oid", "4294967295", 4294967295L},
    {"float4", "0.1", 0.1f},
    {"float8", "-0", -0.0},
    {"float8", "NaN", Double.NaN},
    {"numeric", "100.10", new BigDecimal("100.10")},
    {"numeric", "NaN", "NaN"},
    {"numeric", "-Infinity", "-Infinity"},
    {"numeric(10,3)", "1.5", new BigDecimal("1.500")},
    {"money", "-1234.5", new BigDecimal("-1234.50")},
    {"bool", "true", true},
    {"text", "é ☂", "é ☂"},
    {"varchar(5)", "a b ", "a b "},
    {"char(5)", "ab", "ab   "},
    {"name", "x", "x"},
    {"bytea", "\\x00ff", Bytes.of((byte) 0, (byte) -1)},
    {"date", "2024-02-29", LocalDate.of(2024, 2, 29)},
    {"date", "infinity", "infinity"},
    {"date", "0044-03-15 BC", "0044-03-15 BC"},
    {"date", "12345-01-01", "12345-01-01"},
    {
      "timestamp", "2024-02-29 12:34:56.000001", Instant.parse("2024-02-29T12:34:56.000001Z"),
    },
    {"timestamptz", "2024-02-29 12:34:56+02", Instant.parse("2024-02-29T10:34:56Z")},
    {"timestamptz", "-infinity", "-infinity"},
    {"timestamptz", "0044-03-15 12:00:00+00 BC", "0044-03-15 12:00:00+00 BC"},
    {"timestamp", "12345-01-01 00:00:00", "12345-01-01 00:00:00"},
    {"time", "23:59:59.12", LocalTime.of(23, 59, 59, 120_000_000)},
    {"time", "24:00:00", "24:00:00"},
    {"timetz", "12:00:00+02", "12:00:00+02"},
    {"interval", "1 year 2 days 3.5 seconds", "1 year 2 days 00:00:03.5"},
    {"json", "{\"b\": 1,  \"a\": 2}", "{\"b\": 1,  \"a\": 2}"},
    {"jsonb", "{\"b\": 1,  \"a\": 2}", "{\"a\": 2, \"b\": 1}"},
    {
      "uuid", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    },
    {"inet", "10.1.2.3", "10.1.2.3"},
    {"inet", "10.1.2.3/8", "10.1.2.3/8"},
    {"inet", "::1", "::1"},
    {"bit(3)", "101", "101"},
    {"int4range", "[1,5)", "[1,5)"},
    {"int4[]", "{1,NULL,3}", Arrays.asList(1L, null, 3L)},
    {"int4[]", "{}", List.of()},
    {"int4[]", "{{1},{2}}", "{{1},{2}}"},
    {"int4[]", "[0:1]={1,2}", "[0:1]={1,2}"},
    {"bool[]", "{t,f}", List.of(true, false)},
    {"money[]", "{\"$1,000.00\"}", List.of(new BigDecimal("1000.00"))},
    {
      "text[]",
      "{\"\",\"NULL\",NULL,\"a,b\",\"c\\\"d\",\"e\\\\f\"}",
      Arrays.asList("", "NULL", null, "a,b", "c\"d", "e\\f")
    },
    {"char(3)[]", "{a}", List.of("a  ")},
    {"bytea[]", "{\"\\\\x00\"}", List.of(Bytes.of((byte) 0))},
    {
      "timestamptz[]",
      "{2024-02-29 00:00:00+00,infinity}",
      List.of(Instant.parse("2024-02-29T00:00:00Z"), "infinity")
    },
    {"box[]", "{(1,1),(0,0);(2,2),(0,0)}", List.of("(1,1),(0,0)", "(2,2),(0,0)")},
  };

  private static final Partition ALL =
      new Partition(new TableName("public", "t"), 0, Optional.empty(), Optional.empty());

  @Test
  void readsEveryTypeIntoItsPortableValue() {
    List<String> columns = new ArrayList<>();
    List<String> literals = new ArrayList<>();
    List<Object> expected = new ArrayList<>(List.of(1L));
    for (Object[] value : VALUES) {
      columns.add("c%d %s".formatted(columns.size(), value[0]));
      literals.add("CAST('%s' AS %s)".formatted(value[1].toString().replace("'", "''"), value[0]));
      expected.add(value[2]);
    }
    try (TestSource source =
        TestSource.create(
            "CREATE TABLE t (id int PRIMARY KEY, %s); INSERT INTO t VALUES (1, %s)"
                .formatted(String.join(", ", columns), String.join(", ", literals)))) {
      source.execute("INSERT INTO t (id) VALUES (2)");
      TargetTable table = table(source);
      List<Row> rows = new ArrayList<>();
      new PostgresqlRows(source.database()).read(table, ALL, rows::add);

      assertThat(rows.get(0).values()).isEqualTo(expected);
      assertThat(rows.get(1).values().subList(1, VALUES.length + 1)).containsOnlyNulls();
    }
  }

  @Test
  void tellsWhereTheLogEndsAndFindsSingleRowsInOneSnapshot() {
    try (TestSource source =
        TestSource.create(
            "CREATE TABLE t (a char(3), b timestamptz, v int, PRIMARY KEY (a, b));"
                + "INSERT INTO t VALUES ('x', 'infinity', 1)")) {
      PostgresqlRows rows = new PostgresqlRows(source.database());
      TargetTable table = table(source);
      Position before = rows.position().whole();

      try (RowSource.Snapshot snapshot = rows.snapshot()) {
        Map<String, String> key = Map.of("a", "x", "b", "infinity");
        assertThat(snapshot.find(table, key)).isPresent();
        source.execute("DELETE FROM t");
        assertThat(snapshot.find(table, key)).contains(new Row(List.of("x  ", "infinity", 1L)));
        assertThat(snapshot.find(table, Map.of("a", "y", "b", "infinity"))).isEmpty();
      }
      assertThat(rows.position().whole()).isGreaterThan(before);
    }
  }

  @Test
  void saysWhatTheSourceSaid() {
    try (TestSource source = TestSource.create("CREATE TABLE t (id int PRIMARY KEY, v int)")) {
      TargetTable table = table(source);
      source.execute("ALTER TABLE t DROP COLUMN v");

      assertThatThrownBy(() -> new PostgresqlRows(source.database()).read(table, ALL, row -> {}))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("cannot read partition 0 of public.t: PostgreSQL says")
          .hasMessageContaining("v does not exist");
    }
  }

  private static TargetTable table(TestSource source) {
    return new SpannerSchemaPlanner()
        .plan(
            new PostgresqlCatalogue(source.database()).read(List.of("public"), List.of()),
            new SchemaOptions(List.of("public"), List.of(), Indexes.BEFORE_LOAD, Mapping.NONE))
        .target()
        .movedTables()
        .get(0);
  }
}
