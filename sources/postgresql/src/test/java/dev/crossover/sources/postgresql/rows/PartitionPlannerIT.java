package dev.crossover.sources.postgresql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.Row;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.schema.PostgresqlCatalogue;
import dev.crossover.sources.postgresql.sql.Identifiers;
import dev.crossover.targets.spanner.schema.SpannerSchemaPlanner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartitionPlannerIT {
  private static final int ROWS = 500;

  /** Name, key columns with types, key values made of the number {@code i}. */
  private static final List<String[]> KEYS =
      List.of(
          new String[] {"k_int", "a int", "a", "i * i - 1000"},
          new String[] {"k_bigint", "a bigint", "a", "(i - 250) * 9000000000000000"},
          new String[] {
            "k_text", "a text", "a", "substr('aÄ-Zz_ ''\"\\', 1 + i % 10, 2) || md5(i::text)"
          },
          new String[] {
            "k_text_c", "a text COLLATE \"C\"", "a", "chr(65 + i % 60) || i || chr(233)"
          },
          new String[] {
            "k_text_icu", "a text COLLATE \"und-x-icu\"", "a", "chr(65 + i % 60) || i || chr(233)"
          },
          new String[] {"k_varchar", "a varchar(40)", "a", "repeat('a', i % 30) || i"},
          new String[] {"k_char", "a char(8)", "a", "i::text"},
          new String[] {"k_uuid", "a uuid", "a", "md5(i::text)::uuid"},
          new String[] {
            "k_timestamptz",
            "a timestamptz",
            "a",
            "CASE i WHEN 1 THEN 'infinity' WHEN 2 THEN '-infinity' WHEN 3 THEN '0044-03-15 BC'"
                + " ELSE timestamptz '1999-12-31 23:59:59.999999+00' + i * interval '1 us' END"
          },
          new String[] {"k_date", "a date", "a", "date '2020-01-01' - i * 2000"},
          new String[] {
            "k_numeric",
            "a numeric",
            "a",
            "CASE i WHEN 1 THEN 'NaN' WHEN 2 THEN 'Infinity' WHEN 3 THEN '-Infinity'"
                + " ELSE 1e20 / i END"
          },
          new String[] {
            "k_float",
            "a float8",
            "a",
            "CASE i WHEN 1 THEN 'NaN' WHEN 2 THEN 'Infinity' WHEN 3 THEN '-Infinity'"
                + " WHEN 4 THEN '-0' ELSE sin(i) END"
          },
          new String[] {"k_real", "a float4", "a", "(1 / i::float8)::float4"},
          new String[] {"k_bytea", "a bytea", "a", "decode(md5(i::text), 'hex')"},
          new String[] {"k_interval", "a interval", "a", "i * interval '1 month 1.5 days'"},
          new String[] {"k_money", "a money", "a", "(i * 1234.5)::numeric::money"},
          new String[] {"k_inet", "a inet", "a", "inet '10.0.0.0' + i * 7"},
          new String[] {"k_bit", "a varbit", "a", "i::bit(10)::varbit"},
          new String[] {"k_time", "a time", "a", "time '00:00' + i * interval '1.000001 s'"},
          new String[] {
            "k_enum", "a mood, b int", "a, b", "(ARRAY['sad','ok','happy'])[1 + i % 3]::mood, i"
          },
          new String[] {"k_bool", "a bool, b smallint", "a, b", "i % 2 = 0, i"},
          new String[] {
            "k_composite",
            "b text, a int, c timestamp",
            "a, b, c",
            "i % 7, md5(i::text), timestamp '2020-01-01' + i * interval '1 h'"
          },
          new String[] {"k_order", "\"select\" text, place int", "place, \"select\"", "i % 9, i"},
          new String[] {"k_domain", "a positive", "a", "i"},
          new String[] {"k_empty", "a int", "a", ""});

  private TestSource source;
  private List<TargetTable> tables;

  @BeforeAll
  void createTables() {
    StringBuilder sql =
        new StringBuilder(
            "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');"
                + " CREATE DOMAIN positive AS bigint CHECK (VALUE > 0);");
    for (String[] key : KEYS) {
      sql.append(
          "CREATE TABLE %s (%s, payload int, PRIMARY KEY (%s));".formatted(key[0], key[1], key[2]));
      if (!key[3].isEmpty()) {
        sql.append(
            "INSERT INTO %s (%s, payload) SELECT %s, i FROM generate_series(1, %d) i;"
                .formatted(key[0], key[2], key[3], ROWS));
      }
    }
    sql.append(
        "CREATE TABLE k_partitioned (a int, payload int, PRIMARY KEY (a)) PARTITION BY RANGE (a);"
            + "CREATE TABLE k_p1 PARTITION OF k_partitioned FOR VALUES FROM (0) TO (250);"
            + "CREATE TABLE k_p2 PARTITION OF k_partitioned FOR VALUES FROM (250) TO (10000);"
            + "INSERT INTO k_partitioned SELECT i, i FROM generate_series(1, 500) i;");
    source = TestSource.create(sql.toString());
    tables =
        new SpannerSchemaPlanner()
            .plan(
                new PostgresqlCatalogue(source.database()).read(List.of("public"), List.of()),
                new SchemaOptions(List.of("public"), List.of(), Indexes.BEFORE_LOAD, Mapping.NONE))
            .target()
            .movedTables();
  }

  @AfterAll
  void close() {
    source.close();
  }

  private static Stream<String> names() {
    return Stream.concat(KEYS.stream().map(key -> key[0]), Stream.of("k_partitioned"));
  }

  private TargetTable table(String name) {
    return tables.stream()
        .filter(table -> table.source().equals(new TableName("public", name)))
        .findFirst()
        .orElseThrow();
  }

  private PostgresqlRows rows(long walkedBytes) {
    return new PostgresqlRows(source.database(), new PartitionPlanner(walkedBytes));
  }

  @ParameterizedTest
  @MethodSource("names")
  void thePartitionsOfAWalkedTableHoldEveryRowOnceAndInOrder(String name) throws SQLException {
    PostgresqlRows rows = rows(PartitionPlanner.WALKED_BYTES);
    TargetTable table = table(name);

    List<Partition> partitions = rows.cut(table, 60);

    assertThat(partitions).hasSize(name.equals("k_empty") ? 1 : 9);
    List<Integer> sizes = new ArrayList<>();
    List<Object> payloads = new ArrayList<>();
    for (Partition partition : partitions) {
      List<Object> read = payloads(rows, table, partition);
      sizes.add(read.size());
      payloads.addAll(read);
    }
    assertThat(sizes.subList(0, sizes.size() - 1)).allMatch(size -> size == 60);
    assertThat(payloads).isEqualTo(payloadsInKeyOrder(table));
  }

  @ParameterizedTest
  @MethodSource("names")
  void thePartitionsOfASampledTableHoldEveryRowOnce(String name) throws SQLException {
    PostgresqlRows rows = rows(-1);
    TargetTable table = table(name);

    List<Partition> partitions = rows.cut(table, 60);

    List<Object> payloads = new ArrayList<>();
    partitions.forEach(partition -> payloads.addAll(payloads(rows, table, partition)));
    assertThat(payloads).isEqualTo(payloadsInKeyOrder(table));
    assertThat(partitions).hasSize(name.equals("k_empty") ? 1 : 9);
    assertThat(new HashSet<>(partitions)).hasSameSizeAs(partitions);
  }

  @Test
  void rowsThatComeAfterTheCutHaveTheirPartitionToo() {
    TargetTable table = table("k_bigint");
    PostgresqlRows rows = rows(PartitionPlanner.WALKED_BYTES);
    List<Partition> partitions = rows.cut(table, 100);

    source.execute(
        "INSERT INTO k_bigint VALUES (-9223372036854775808, -1), (9223372036854775807, -2)");
    try {
      List<Object> payloads = new ArrayList<>();
      partitions.forEach(partition -> payloads.addAll(payloads(rows, table, partition)));
      assertThat(payloads).hasSize(ROWS + 2).startsWith(-1L).endsWith(-2L);
    } finally {
      source.execute("DELETE FROM k_bigint WHERE payload < 0");
    }
  }

  @Test
  void aRangeIsReadFromTheKeysIndex() throws SQLException {
    TargetTable table = table("k_composite");
    KeyRange key = new KeyRange(table);
    Partition middle = rows(PartitionPlanner.WALKED_BYTES).cut(table, 60).get(4);
    String sql =
        "SELECT payload FROM k_composite AS t"
            + KeyRange.where(key.conditions(middle.from(), middle.to()))
            + " ORDER BY "
            + key.columns();

    assertThat(column("SET enable_seqscan = off; SET enable_bitmapscan = off; EXPLAIN " + sql))
        .first()
        .asString()
        .startsWith("Index Scan using k_composite_pkey");
  }

  private static List<Object> payloads(
      PostgresqlRows rows, TargetTable table, Partition partition) {
    List<Object> payloads = new ArrayList<>();
    rows.read(table, partition, row -> payloads.add(last(row)));
    return payloads;
  }

  private static Object last(Row row) {
    return row.values().get(row.values().size() - 1);
  }

  private List<Object> payloadsInKeyOrder(TargetTable table) throws SQLException {
    return column(
        "SELECT payload::bigint FROM %s AS t ORDER BY %s"
            .formatted(Identifiers.quoted(table.source()), new KeyRange(table).columns()));
  }

  private List<Object> column(String sql) throws SQLException {
    try (Connection connection = source.database().connect();
        Statement statement = connection.createStatement()) {
      boolean isResult = statement.execute(sql);
      while (!isResult) {
        isResult = statement.getMoreResults();
      }
      try (ResultSet rows = statement.getResultSet()) {
        List<Object> values = new ArrayList<>();
        while (rows.next()) {
          values.add(rows.getObject(1));
        }
        return values;
      }
    }
  }
}
