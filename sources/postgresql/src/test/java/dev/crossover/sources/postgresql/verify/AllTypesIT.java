package dev.crossover.sources.postgresql.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.verify.ColumnDifference;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.engine.verify.VerificationOptions;
import dev.crossover.engine.verify.VerificationProgress;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.engine.verify.Verifier;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.schema.SpannerType;
import dev.crossover.targets.spanner.verify.SpannerComparedTarget;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * One column for every built-in type, with values that are easily got wrong. The target's values
 * are written by hand, in GoogleSQL, so that no conversion of ours stands between.
 */
class AllTypesIT {
  /** Column, source type, target type, value in PostgreSQL, the same value in GoogleSQL. */
  private static final String[][] VALUES = {
    {"c_int2", "int2", "INT64", "-32768", "-32768"},
    {"c_int4", "int4", "INT64", "2147483647", "2147483647"},
    {"c_int8", "int8", "INT64", "-9223372036854775808", "-9223372036854775808"},
    {"c_oid", "oid", "INT64", "4294967295", "4294967295"},
    {"c_float4", "float4", "FLOAT32", "0.1", "CAST(0.1 AS FLOAT32)"},
    {"c_float4_wide", "float4", "FLOAT64", "0.1", "0.10000000149011612"},
    {"c_float8", "float8", "FLOAT64", "0.1", "0.1"},
    {"c_nan", "float8", "FLOAT64", "'NaN'", "CAST('nan' AS FLOAT64)"},
    {"c_infinite", "float8", "FLOAT64", "'-Infinity'", "CAST('-inf' AS FLOAT64)"},
    {"c_tiny", "float8", "FLOAT64", "5e-324", "4.9406564584124654e-324"},
    {"c_minus_zero", "float8", "FLOAT64", "'-0'", "CAST('-0.0' AS FLOAT64)"},
    {"c_numeric", "numeric", "NUMERIC", "12345.0987600", "NUMERIC '12345.09876'"},
    {
      "c_numeric_wide",
      "numeric",
      "NUMERIC",
      "99999999999999999999999999999.999999999",
      "NUMERIC '99999999999999999999999999999.999999999'"
    },
    {"c_numeric_nan", "numeric", "STRING", "'NaN'", "'NaN'"},
    {"c_numeric_text", "numeric", "STRING", "1.5000000000000", "'1.5000000000000'"},
    {"c_money", "money", "NUMERIC", "'-1234.5'", "NUMERIC '-1234.5'"},
    {"c_bool", "bool", "BOOL", "true", "TRUE"},
    {"c_bool_text", "bool", "STRING", "false", "'false'"},
    {"c_text", "text", "STRING", "E'\\u00e9\\U0001F600 a\\n '", "'\\u00e9\\U0001F600 a\\n '"},
    {"c_empty", "text", "STRING", "''", "''"},
    {"c_varchar", "varchar", "STRING", "'x'", "'x'"},
    {"c_bpchar", "char(5)", "STRING", "'ab'", "'ab   '"},
    {"c_char", "\"char\"", "STRING", "'c'", "'c'"},
    {"c_name", "name", "STRING", "'n'", "'n'"},
    {"c_bytea", "bytea", "BYTES", "'\\x00ff10'", "b'\\x00\\xff\\x10'"},
    {"c_date", "date", "DATE", "'0001-01-01'", "DATE '0001-01-01'"},
    {"c_date_text", "date", "STRING", "'infinity'", "'infinity'"},
    {
      "c_timestamp",
      "timestamp",
      "TIMESTAMP",
      "'2024-03-10 02:30:00.000001'",
      "TIMESTAMP '2024-03-10T02:30:00.000001Z'"
    },
    {
      "c_timestamptz",
      "timestamptz",
      "TIMESTAMP",
      "'9999-12-31 23:59:59.999999+00'",
      "TIMESTAMP '9999-12-31T23:59:59.999999Z'"
    },
    {
      "c_timestamptz_text",
      "timestamptz",
      "STRING",
      "'2024-01-01 12:00+02'",
      "'2024-01-01 10:00:00+00'"
    },
    {"c_time", "time", "STRING", "'24:00:00'", "'24:00:00'"},
    {"c_timetz", "timetz", "STRING", "'10:00:00.5+02:30'", "'10:00:00.5+02:30'"},
    {"c_interval", "interval", "STRING", "'1 year 2 days -3 hours'", "'1 year 2 days -03:00:00'"},
    {
      "c_json",
      "json",
      "JSON",
      "'{\"b\": 1.50, \"a\": [1e2, null, \"\\u00e9\"]}'",
      "JSON '{\"a\":[100,null,\"\\u00e9\"],\"b\":1.5}'"
    },
    {
      "c_jsonb",
      "jsonb",
      "JSON",
      "'{\"n\": 9007199254740993, \"x\": {}}'",
      "JSON '{\"n\":9007199254740993,\"x\":{}}'"
    },
    {"c_json_null", "jsonb", "JSON", "'null'", "JSON 'null'"},
    {
      "c_uuid",
      "uuid",
      "STRING",
      "'A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11'",
      "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"
    },
    {"c_xml_declared", "xml", "STRING", "'<?xml version=\"1.0\"?><a/>'", "'<a/>'"},
    {"c_xml", "xml", "STRING", "'<a b=\"1\"/>'", "'<a b=\"1\"/>'"},
    {"c_inet_host", "inet", "STRING", "'10.1.2.3'", "'10.1.2.3'"},
    {"c_inet_host6", "inet", "STRING", "'::1'", "'::1'"},
    {"c_inet", "inet", "STRING", "'10.1.2.3/8'", "'10.1.2.3/8'"},
    {"c_cidr", "cidr", "STRING", "'10.0.0.0/8'", "'10.0.0.0/8'"},
    {"c_macaddr", "macaddr", "STRING", "'08:00:2b:01:02:03'", "'08:00:2b:01:02:03'"},
    {"c_macaddr8", "macaddr8", "STRING", "'08:00:2b:01:02:03:04:05'", "'08:00:2b:01:02:03:04:05'"},
    {"c_bit", "bit(3)", "STRING", "B'101'", "'101'"},
    {"c_varbit", "varbit", "STRING", "B'10'", "'10'"},
    {"c_tsvector", "tsvector", "STRING", "'b a:1'", "\"'a':1 'b'\""},
    {"c_tsquery", "tsquery", "STRING", "'a & b'", "\"'a' & 'b'\""},
    {"c_point", "point", "STRING", "'(1,2.5)'", "'(1,2.5)'"},
    {"c_line", "line", "STRING", "'{1,2,3}'", "'{1,2,3}'"},
    {"c_lseg", "lseg", "STRING", "'[(0,0),(1,1)]'", "'[(0,0),(1,1)]'"},
    {"c_box", "box", "STRING", "'(0,0),(1,1)'", "'(1,1),(0,0)'"},
    {"c_path", "path", "STRING", "'[(0,0),(1,1)]'", "'[(0,0),(1,1)]'"},
    {"c_polygon", "polygon", "STRING", "'((0,0),(1,1))'", "'((0,0),(1,1))'"},
    {"c_circle", "circle", "STRING", "'<(0,0),1>'", "'<(0,0),1>'"},
    {"c_int4range", "int4range", "STRING", "'[1,5]'", "'[1,6)'"},
    {"c_multirange", "int4multirange", "STRING", "'{[1,2],[5,6]}'", "'{[1,3),[5,7)}'"},
    {"c_enum", "mood", "STRING", "'sad'", "'sad'"},
    {"c_pg_lsn", "pg_lsn", "STRING", "'16/B374D848'", "'16/B374D848'"},
    {"c_xid", "xid", "STRING", "'7'", "'7'"},
    {"c_cid", "cid", "STRING", "'7'", "'7'"},
    {"c_xid8", "xid8", "STRING", "'7'", "'7'"},
    {"c_tid", "tid", "STRING", "'(1,2)'", "'(1,2)'"},
    {"c_snapshot", "pg_snapshot", "STRING", "'10:20:10,14'", "'10:20:10,14'"},
    {"c_txid_snapshot", "txid_snapshot", "STRING", "'10:20:10,14'", "'10:20:10,14'"},
    {"c_regclass", "regclass", "STRING", "'pg_class'", "'pg_class'"},
    {"c_jsonpath", "jsonpath", "STRING", "'$.a'", "'$.\"a\"'"},
    {"c_int_array", "int4[]", "INT64[]", "'{1,NULL,3}'", "[1,NULL,3]"},
    {
      "c_text_array",
      "text[]",
      "STRING[]",
      "ARRAY['a,b', 'q\"\\x', NULL, 'NULL', '', '{}']",
      "['a,b', 'q\"\\\\x', NULL, 'NULL', '', '{}']"
    },
    {"c_empty_array", "text[]", "STRING[]", "'{}'", "[]"},
    {"c_bool_array", "bool[]", "BOOL[]", "'{t,f,NULL}'", "[TRUE,FALSE,NULL]"},
    {"c_numeric_array", "numeric[]", "NUMERIC[]", "'{1.10,-2}'", "[NUMERIC '1.1',NUMERIC '-2']"},
    {"c_money_array", "money[]", "NUMERIC[]", "'{1.10}'", "[NUMERIC '1.1']"},
    {
      "c_float_array",
      "float4[]",
      "FLOAT32[]",
      "'{0.1,NaN}'",
      "[CAST(0.1 AS FLOAT32), CAST('nan' AS FLOAT32)]"
    },
    {"c_double_array", "float8[]", "FLOAT64[]", "'{0.1,NULL}'", "[0.1,NULL]"},
    {"c_date_array", "date[]", "DATE[]", "'{2024-02-29}'", "[DATE '2024-02-29']"},
    {
      "c_timestamp_array",
      "timestamptz[]",
      "TIMESTAMP[]",
      "'{2024-02-29 12:00:00+01}'",
      "[TIMESTAMP '2024-02-29T11:00:00Z']"
    },
    {"c_bytea_array", "bytea[]", "BYTES[]", "ARRAY['\\x01'::bytea]", "[b'\\x01']"},
    {"c_jsonb_array", "jsonb[]", "JSON[]", "ARRAY['{\"a\": 1}'::jsonb]", "[JSON '{\"a\":1}']"},
    {"c_bpchar_array", "char(3)[]", "STRING[]", "'{a}'", "['a  ']"},
    {"c_box_array", "box[]", "STRING[]", "'{(1,1),(0,0)}'", "['(1,1),(0,0)']"},
    {"c_enum_array", "mood[]", "STRING[]", "'{sad,ok}'", "['sad','ok']"},
    {"c_array_text", "int4[]", "STRING", "'{{1,2},{3,4}}'", "'{{1,2},{3,4}}'"},
  };

  /** The same wrong value of a type, by how a copy goes wrong: one column in one row. */
  private static String wrong(String targetType, String value) {
    if (targetType.endsWith("[]")) {
      return value.equals("[]") ? "NULL" : "[]";
    }
    return switch (targetType) {
      case "INT64" -> "CAST(%1$s AS INT64) + IF(CAST(%1$s AS INT64) > 0, -1, 1)".formatted(value);
      case "FLOAT32", "FLOAT64" ->
          "CAST(IF(%1$s = 1.5, 2.5, 1.5) AS %2$s)".formatted(value, targetType);
      case "NUMERIC" -> "%1$s + IF(%1$s > 0, -1, 1) * NUMERIC '0.000000001'".formatted(value);
      case "BOOL" -> "NOT " + value;
      case "STRING" -> "CONCAT(%s, ' ')".formatted(value);
      case "BYTES" -> "CONCAT(%s, b'\\x00')".formatted(value);
      case "DATE" -> "DATE_ADD(%s, INTERVAL 1 DAY)".formatted(value);
      case "TIMESTAMP" -> "TIMESTAMP_SUB(%s, INTERVAL 1 MICROSECOND)".formatted(value);
      case "JSON" -> "JSON '{\"other\":0}'";
      default -> throw new IllegalArgumentException(targetType);
    };
  }

  @Test
  void everyTypeIsEqualToTheSameValueOnTheTarget() {
    try (TestSource postgres = source();
        SpannerDatabase spanner = target()) {
      insert(postgres, 1, values(3));
      insert(postgres, 2, nulls());
      insert(spanner, 1, values(4));
      insert(spanner, 2, nulls());

      VerificationReport report = verify(postgres, spanner);

      assertThat(report.tables().get(0).details()).isEmpty();
      assertThat(report.reason()).isEmpty();
      assertThat(report.verdict()).isEqualTo(Verdict.PASS);
      assertThat(report.compared()).isEqualTo(2);
    }
  }

  @Test
  void aWrongValueOfEveryTypeIsFoundInItsColumn() {
    try (TestSource postgres = source();
        SpannerDatabase spanner = target()) {
      List<String> expected = new ArrayList<>();
      for (int column = 0; column < VALUES.length; column++) {
        int wrong = 2 * column;
        int lost = 2 * column + 1;
        insert(postgres, wrong, values(3));
        insert(postgres, lost, values(3));
        insert(spanner, wrong, with(column, wrong(VALUES[column][2], VALUES[column][4])));
        insert(spanner, lost, with(column, "NULL"));
        expected.add(wrong + " " + VALUES[column][0]);
        expected.add(lost + " " + VALUES[column][0]);
      }

      VerificationReport report = verify(postgres, spanner);

      assertThat(report.tables().get(0).details())
          .map(
              found ->
                  found.key().get(0)
                      + " "
                      + String.join(
                          ",", found.columns().stream().map(ColumnDifference::column).toList()))
          .containsExactlyElementsOf(expected);
    }
  }

  private static List<String> values(int side) {
    return Arrays.stream(VALUES).map(value -> value[side]).toList();
  }

  private static List<String> nulls() {
    return Collections.nCopies(VALUES.length, "NULL");
  }

  private static List<String> with(int column, String value) {
    List<String> values = new ArrayList<>(values(4));
    values.set(column, value);
    return values;
  }

  private static TestSource source() {
    return TestSource.create(
        "CREATE TYPE mood AS ENUM ('sad', 'ok');"
            + "CREATE TABLE everything (id int PRIMARY KEY, %s);"
                .formatted(
                    Arrays.stream(VALUES)
                        .map(value -> value[0] + " " + value[1])
                        .collect(Collectors.joining(", "))));
  }

  private static SpannerDatabase target() {
    return TestSpanner.create(
        List.of(
            "CREATE TABLE everything (id INT64, %s) PRIMARY KEY (id)"
                .formatted(
                    Arrays.stream(VALUES)
                        .map(value -> value[0] + " " + ddl(value[2]))
                        .collect(Collectors.joining(", ")))));
  }

  private static void insert(TestSource postgres, int id, List<String> values) {
    postgres.execute(
        "INSERT INTO everything VALUES (%d, %s)".formatted(id, String.join(", ", values)));
  }

  private static void insert(SpannerDatabase spanner, int id, List<String> values) {
    Changes.execute(
        spanner,
        "INSERT INTO everything (id, %s) VALUES (%d, %s)"
            .formatted(String.join(", ", values(0)), id, String.join(", ", values)));
  }

  private static VerificationReport verify(TestSource postgres, SpannerDatabase spanner) {
    List<String> columns = new ArrayList<>(List.of("id int4 INT64"));
    for (String[] value : VALUES) {
      columns.add(value[0] + " " + catalogueName(value[1]) + " " + value[2]);
    }
    return new Verifier(
            new PostgresqlComparedSource(postgres.database()),
            new SpannerComparedTarget(spanner.client(), "crossover_shadow_"),
            new TargetSchema(
                List.of(
                    TableOf.columns("everything", List.of("id"), columns.toArray(new String[0])))),
            new VerificationOptions(1_000, 1, Duration.ofSeconds(1), 1_000, false),
            Optional.empty(),
            Clock.systemUTC())
        .verifyAll(VerificationProgress.none());
  }

  private static String ddl(String type) {
    return SpannerType.of(TableOf.column("x text " + type).type()).ddl();
  }

  private static String catalogueName(String type) {
    return type.replaceAll("\\(\\d+\\)", "").replace("char[]", "bpchar[]").equals("char")
        ? "bpchar"
        : type.replace("\"", "")
            .replaceAll("^char\\(\\d+\\)", "bpchar")
            .replaceAll("\\(\\d+\\)", "");
  }
}
