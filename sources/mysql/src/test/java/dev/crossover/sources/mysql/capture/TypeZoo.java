package dev.crossover.sources.mysql.capture;

import static dev.crossover.sources.mysql.capture.Animal.animal;
import static dev.crossover.sources.mysql.capture.Animal.number;

import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.capture.Animal.Family;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Types and the values of theirs that are most easily got wrong. */
final class TypeZoo {
  private TypeZoo() {}

  private static final Family INTEGERS =
      new Family(
          "integers",
          List.of(
              number("tinyint", "-128"),
              number("tinyint unsigned", "255"),
              number("tinyint(1)", "1"),
              number("tinyint(1)", "-128"),
              number("tinyint(1) unsigned", "255"),
              number("boolean", "2"),
              number("smallint", "-32768"),
              number("smallint unsigned", "65535"),
              number("mediumint", "-8388608"),
              number("mediumint unsigned", "16777215"),
              number("int", "-2147483648"),
              number("int unsigned", "4294967295"),
              number("int(8) zerofill", "42"),
              number("bigint", "-9223372036854775808"),
              number("bigint", "9223372036854775807"),
              animal("bigint unsigned", "0", "NUMERIC", "NUMERIC '0'"),
              animal(
                  "bigint unsigned",
                  "9223372036854775808",
                  "NUMERIC",
                  "NUMERIC '9223372036854775808'"),
              animal(
                  "bigint unsigned",
                  "18446744073709551615",
                  "NUMERIC",
                  "NUMERIC '18446744073709551615'"),
              animal(
                      "bigint unsigned",
                      "18446744073709551615",
                      "STRING(MAX)",
                      "'18446744073709551615'")
                  .asked(),
              animal("bigint unsigned", "12", "INT64", "12").asked(),
              animal("int(8) unsigned zerofill", "42", "STRING(MAX)", "'42'").asked(),
              number("year", "2155"),
              number("year", "1901"),
              number("year", "0"),
              animal("year", "0", "STRING(MAX)", "'0'").asked()));

  private static final Family BITS =
      new Family(
          "bits",
          List.of(
              animal("bit(1)", "b'0'", "BOOL", "FALSE"),
              animal("bit(1)", "b'1'", "BOOL", "TRUE"),
              animal("bit(1)", "b'1'", "STRING(MAX)", "'1'").asked(),
              animal("bit(2)", "b'10'", "INT64", "2"),
              animal("bit(9)", "b'100000001'", "INT64", "257"),
              animal("bit(12)", "b'1'", "INT64", "1"),
              animal("bit(63)", "0x4000000000000001", "INT64", "4611686018427387905"),
              animal("bit(64)", "0xFFFFFFFFFFFFFFFE", "NUMERIC", "NUMERIC '18446744073709551614'"),
              animal("bit(64)", "b'1'", "NUMERIC", "NUMERIC '1'")));

  private static final String NINES_65 = "9".repeat(35) + "." + "9".repeat(30);

  private static final Family NUMBERS =
      new Family(
          "numbers",
          List.of(
              animal("decimal(10,2)", "-12345678.90", "NUMERIC", "NUMERIC '-12345678.9'"),
              animal("decimal(10,2) zerofill", "12.50", "NUMERIC", "NUMERIC '12.5'"),
              animal(
                  "decimal(38,9)",
                  "99999999999999999999999999999.999999999",
                  "NUMERIC",
                  "NUMERIC '99999999999999999999999999999.999999999'"),
              animal(
                  "decimal(65,0)",
                  "-" + "9".repeat(65),
                  "STRING(MAX)",
                  "'-" + "9".repeat(65) + "'"),
              animal("decimal(65,30)", NINES_65, "STRING(MAX)", "'" + NINES_65 + "'"),
              animal("decimal(65,30)", "-1.5", "STRING(MAX)", "'-1.5" + "0".repeat(29) + "'"),
              animal(
                  "decimal(30,30)",
                  "0.000000000000000000000000000001",
                  "STRING(MAX)",
                  "'0.000000000000000000000000000001'"),
              animal("decimal(10,2)", "0", "STRING(MAX)", "'0.00'").asked(),
              animal("decimal(10,2) zerofill", "12.50", "STRING(MAX)", "'12.50'").asked(),
              animal("float", "0.1", "FLOAT32", "CAST(0.1 AS FLOAT32)"),
              animal("float", "3.4028234e38", "FLOAT32", "CAST(3.4028234e38 AS FLOAT32)"),
              animal("float", "16777217", "FLOAT32", "CAST(16777216 AS FLOAT32)"),
              animal("float", "0.1", "FLOAT64", "0.10000000149011612").asked(),
              animal("float(7,3)", "1234.567", "FLOAT32", "CAST(1234.567 AS FLOAT32)"),
              animal("float unsigned", "1e-45", "FLOAT32", "CAST(1e-45 AS FLOAT32)"),
              animal("double", "0.1", "FLOAT64", "0.1"),
              animal("double", "1.7976931348623157e308", "FLOAT64", "1.7976931348623157e308"),
              animal("double", "2.2250738585072014e-308", "FLOAT64", "2.2250738585072014e-308"),
              animal("double", "-0e0", "FLOAT64", "CAST('-0' AS FLOAT64)"),
              animal("double", "0.30000000000000004", "FLOAT64", "0.30000000000000004"),
              animal("double(12,3)", "123456789.125", "FLOAT64", "123456789.125")));

  private static final Family TIMES =
      new Family(
          "times",
          List.of(
              animal("date", "'0001-01-01'", "DATE", "DATE '0001-01-01'"),
              animal("date", "'1582-10-10'", "DATE", "DATE '1582-10-10'"),
              animal("date", "'9999-12-31'", "DATE", "DATE '9999-12-31'"),
              animal(
                  "datetime",
                  "'2024-03-31 02:30:00'",
                  "TIMESTAMP",
                  "TIMESTAMP '2024-03-31T02:30:00Z'"),
              animal(
                  "datetime",
                  "'0001-01-01 00:00:00'",
                  "TIMESTAMP",
                  "TIMESTAMP '0001-01-01T00:00:00Z'"),
              animal(
                  "datetime(3)",
                  "'1900-02-28 23:59:59.999'",
                  "TIMESTAMP",
                  "TIMESTAMP '1900-02-28T23:59:59.999Z'"),
              animal(
                  "datetime(6)",
                  "'9999-12-31 23:59:59.999999'",
                  "TIMESTAMP",
                  "TIMESTAMP '9999-12-31T23:59:59.999999Z'"),
              animal(
                  "datetime(6)",
                  "'1960-01-01 00:00:00.000001'",
                  "TIMESTAMP",
                  "TIMESTAMP '1960-01-01T00:00:00.000001Z'"),
              animal(
                      "datetime(4)",
                      "'2024-01-01 00:00:00.0001'",
                      "STRING(MAX)",
                      "'2024-01-01 00:00:00.0001'")
                  .asked(),
              animal("datetime", "'2024-01-01 10:20:30'", "STRING(MAX)", "'2024-01-01 10:20:30'")
                  .asked(),
              animal(
                  "timestamp NULL",
                  "'1970-01-01 00:00:01'",
                  "TIMESTAMP",
                  "TIMESTAMP '1970-01-01T00:00:01Z'"),
              animal(
                  "timestamp(6) NULL",
                  "'2038-01-19 03:14:07.999999'",
                  "TIMESTAMP",
                  "TIMESTAMP '2038-01-19T03:14:07.999999Z'"),
              animal(
                  "timestamp(6) NULL",
                  "'2024-10-27 01:30:00.5'",
                  "TIMESTAMP",
                  "TIMESTAMP '2024-10-27T01:30:00.5Z'"),
              animal(
                      "timestamp(6) NULL",
                      "'2024-10-27 01:30:00.5'",
                      "STRING(MAX)",
                      "'2024-10-27 01:30:00.500000'")
                  .asked(),
              asText("date", "0000-00-00"),
              asText("date", "2024-00-15"),
              asText("date", "2024-01-00"),
              asText("date", "0000-05-05"),
              asText("datetime", "0000-00-00 00:00:00"),
              asText("datetime(3)", "2024-00-15 10:20:30.500"),
              asText("datetime(6)", "2024-01-00 23:59:59.999999"),
              asText("timestamp NULL", "0000-00-00 00:00:00"),
              asText("timestamp(5) NULL", "0000-00-00 00:00:00.00000"),
              animal("time", "'00:00:00'", "STRING(MAX)", "'00:00:00'"),
              animal("time", "'838:59:59'", "STRING(MAX)", "'838:59:59'"),
              animal("time", "'-838:59:59'", "STRING(MAX)", "'-838:59:59'"),
              animal("time", "'-00:00:01'", "STRING(MAX)", "'-00:00:01'"),
              animal("time(1)", "'-00:00:00.1'", "STRING(MAX)", "'-00:00:00.1'"),
              animal("time(2)", "'-100:00:00.01'", "STRING(MAX)", "'-100:00:00.01'"),
              animal("time(3)", "'24:00:00.001'", "STRING(MAX)", "'24:00:00.001'"),
              animal("time(4)", "'-01:01:01.0001'", "STRING(MAX)", "'-01:01:01.0001'"),
              animal("time(6)", "'-00:00:00.000001'", "STRING(MAX)", "'-00:00:00.000001'"),
              animal("time(6)", "'23:59:59.999999'", "STRING(MAX)", "'23:59:59.999999'"),
              animal("time(6)", "'838:59:59.000000'", "STRING(MAX)", "'838:59:59.000000'"),
              animal("time(6)", "'12:00:00'", "STRING(MAX)", "'12:00:00.000000'")));

  private static final Family GEOMETRIES =
      new Family(
          "geometries",
          List.of(
              animal(
                      "point",
                      "ST_GeomFromText('POINT(1 -2.5)', 3857)",
                      "STRING(MAX)",
                      "'110f00000101000000000000000000f03f00000000000004c0'")
                  .asked(),
              animal(
                      "geometry",
                      "ST_GeomFromText('LINESTRING(0 0, 1 1)')",
                      "STRING(MAX)",
                      "'0000000001020000000200000000000000000000000000000000000000000000000000f03f000000000000f03f'")
                  .asked(),
              animal(
                      "geometry",
                      "ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')",
                      "STRING(MAX)",
                      "'00000000010700000000000000'")
                  .asked()));

  private static final Family MARIADB =
      new Family(
          "mariadb_types",
          List.of(
              animal(
                  "uuid",
                  "'A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11'",
                  "STRING(36)",
                  "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"),
              animal(
                  "uuid",
                  "'00000000-0000-0000-0000-000000000000'",
                  "STRING(36)",
                  "'00000000-0000-0000-0000-000000000000'")));

  private static final Family VECTORS =
      new Family(
          "vectors",
          List.of(
              animal(
                      "vector(3)",
                      "STRING_TO_VECTOR('[1, -2.5, 3e10]')",
                      "STRING(MAX)",
                      "'0000803f000020c07684df50'")
                  .asked(),
              animal("vector", "STRING_TO_VECTOR('[0.1]')", "STRING(MAX)", "'cdcccc3d'").asked()));

  /** A day that is none, which only a text can hold. */
  private static Animal asText(String type, String value) {
    return animal(type, "'" + value + "'", "STRING(MAX)", "'" + value + "'").asked();
  }

  /** Those of every server, and a server's own. */
  static List<Family> families(ServerKind server) {
    List<Family> families =
        new ArrayList<>(
            List.of(INTEGERS, BITS, NUMBERS, TIMES, TextZoo.TEXTS, TextZoo.BYTES, TextZoo.JSON));
    families.addAll(
        switch (server) {
          case MARIADB -> List.of(GEOMETRIES, TextZoo.JSON_TEXTS, MARIADB);
          case MYSQL -> List.of(GEOMETRIES, TextZoo.JSON_NUMBERS, VECTORS);
        });
    return families;
  }

  /** What the animals ask for. */
  static Mapping mapping(String database, List<Family> families) {
    Map<TableName, Mapping.OfTable> tables = new HashMap<>();
    for (Family family : families) {
      Map<String, Mapping.OfColumn> columns = new HashMap<>();
      IntStream.range(0, family.animals().size())
          .filter(i -> family.animals().get(i).wish().isPresent())
          .forEach(
              i ->
                  columns.put(
                      "c" + i,
                      new Mapping.OfColumn(
                          Optional.empty(),
                          family.animals().get(i).wish(),
                          false,
                          Optional.empty())));
      tables.put(
          new TableName(database, family.table()),
          new Mapping.OfTable(Optional.empty(), false, Optional.empty(), columns));
    }
    return new Mapping(tables);
  }
}
