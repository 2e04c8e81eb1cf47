package dev.crossover.sources.mysql.capture;

import static dev.crossover.sources.mysql.capture.Animal.number;
import static dev.crossover.sources.mysql.capture.Animal.of;

import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.capture.Animal.Family;
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
              of("bigint unsigned", "0", "NUMERIC", "NUMERIC '0'"),
              of(
                  "bigint unsigned",
                  "9223372036854775808",
                  "NUMERIC",
                  "NUMERIC '9223372036854775808'"),
              of(
                  "bigint unsigned",
                  "18446744073709551615",
                  "NUMERIC",
                  "NUMERIC '18446744073709551615'"),
              of("bigint unsigned", "18446744073709551615", "STRING(MAX)", "'18446744073709551615'")
                  .asked(),
              of("bigint unsigned", "12", "INT64", "12").asked(),
              of("int(8) unsigned zerofill", "42", "STRING(MAX)", "'42'").asked(),
              number("year", "2155"),
              number("year", "1901"),
              number("year", "0"),
              of("year", "0", "STRING(MAX)", "'0'").asked()));

  private static final Family BITS =
      new Family(
          "bits",
          List.of(
              of("bit(1)", "b'0'", "BOOL", "FALSE"),
              of("bit(1)", "b'1'", "BOOL", "TRUE"),
              of("bit(1)", "b'1'", "STRING(MAX)", "'1'").asked(),
              of("bit(2)", "b'10'", "INT64", "2"),
              of("bit(9)", "b'100000001'", "INT64", "257"),
              of("bit(12)", "b'1'", "INT64", "1"),
              of("bit(63)", "0x4000000000000001", "INT64", "4611686018427387905"),
              of("bit(64)", "0xFFFFFFFFFFFFFFFE", "NUMERIC", "NUMERIC '18446744073709551614'"),
              of("bit(64)", "b'1'", "NUMERIC", "NUMERIC '1'")));

  private static final String NINES_65 = "9".repeat(35) + "." + "9".repeat(30);

  private static final Family NUMBERS =
      new Family(
          "numbers",
          List.of(
              of("decimal(10,2)", "-12345678.90", "NUMERIC", "NUMERIC '-12345678.9'"),
              of("decimal(10,2) zerofill", "12.50", "NUMERIC", "NUMERIC '12.5'"),
              of(
                  "decimal(38,9)",
                  "99999999999999999999999999999.999999999",
                  "NUMERIC",
                  "NUMERIC '99999999999999999999999999999.999999999'"),
              of("decimal(65,0)", "-" + "9".repeat(65), "STRING(MAX)", "'-" + "9".repeat(65) + "'"),
              of("decimal(65,30)", NINES_65, "STRING(MAX)", "'" + NINES_65 + "'"),
              of("decimal(65,30)", "-1.5", "STRING(MAX)", "'-1.5" + "0".repeat(29) + "'"),
              of(
                  "decimal(30,30)",
                  "0.000000000000000000000000000001",
                  "STRING(MAX)",
                  "'0.000000000000000000000000000001'"),
              of("decimal(10,2)", "0", "STRING(MAX)", "'0.00'").asked(),
              of("decimal(10,2) zerofill", "12.50", "STRING(MAX)", "'12.50'").asked(),
              of("float", "0.1", "FLOAT32", "CAST(0.1 AS FLOAT32)"),
              of("float", "3.4028234e38", "FLOAT32", "CAST(3.4028234e38 AS FLOAT32)"),
              of("float", "16777217", "FLOAT32", "CAST(16777216 AS FLOAT32)"),
              of("float", "0.1", "FLOAT64", "0.10000000149011612").asked(),
              of("float(7,3)", "1234.567", "FLOAT32", "CAST(1234.567 AS FLOAT32)"),
              of("float unsigned", "1e-45", "FLOAT32", "CAST(1e-45 AS FLOAT32)"),
              of("double", "0.1", "FLOAT64", "0.1"),
              of("double", "1.7976931348623157e308", "FLOAT64", "1.7976931348623157e308"),
              of("double", "2.2250738585072014e-308", "FLOAT64", "2.2250738585072014e-308"),
              of("double", "-0e0", "FLOAT64", "CAST('-0' AS FLOAT64)"),
              of("double", "0.30000000000000004", "FLOAT64", "0.30000000000000004"),
              of("double(12,3)", "123456789.125", "FLOAT64", "123456789.125")));

  private static final Family TIMES =
      new Family(
          "times",
          List.of(
              of("date", "'0001-01-01'", "DATE", "DATE '0001-01-01'"),
              of("date", "'1582-10-10'", "DATE", "DATE '1582-10-10'"),
              of("date", "'9999-12-31'", "DATE", "DATE '9999-12-31'"),
              of(
                  "datetime",
                  "'2024-03-31 02:30:00'",
                  "TIMESTAMP",
                  "TIMESTAMP '2024-03-31T02:30:00Z'"),
              of(
                  "datetime",
                  "'0001-01-01 00:00:00'",
                  "TIMESTAMP",
                  "TIMESTAMP '0001-01-01T00:00:00Z'"),
              of(
                  "datetime(3)",
                  "'1900-02-28 23:59:59.999'",
                  "TIMESTAMP",
                  "TIMESTAMP '1900-02-28T23:59:59.999Z'"),
              of(
                  "datetime(6)",
                  "'9999-12-31 23:59:59.999999'",
                  "TIMESTAMP",
                  "TIMESTAMP '9999-12-31T23:59:59.999999Z'"),
              of(
                  "datetime(6)",
                  "'1960-01-01 00:00:00.000001'",
                  "TIMESTAMP",
                  "TIMESTAMP '1960-01-01T00:00:00.000001Z'"),
              of(
                      "datetime(4)",
                      "'2024-01-01 00:00:00.0001'",
                      "STRING(MAX)",
                      "'2024-01-01 00:00:00.0001'")
                  .asked(),
              of("datetime", "'2024-01-01 10:20:30'", "STRING(MAX)", "'2024-01-01 10:20:30'")
                  .asked(),
              of(
                  "timestamp NULL",
                  "'1970-01-01 00:00:01'",
                  "TIMESTAMP",
                  "TIMESTAMP '1970-01-01T00:00:01Z'"),
              of(
                  "timestamp(6) NULL",
                  "'2038-01-19 03:14:07.999999'",
                  "TIMESTAMP",
                  "TIMESTAMP '2038-01-19T03:14:07.999999Z'"),
              of(
                  "timestamp(6) NULL",
                  "'2024-10-27 01:30:00.5'",
                  "TIMESTAMP",
                  "TIMESTAMP '2024-10-27T01:30:00.5Z'"),
              of(
                      "timestamp(6) NULL",
                      "'2024-10-27 01:30:00.5'",
                      "STRING(MAX)",
                      "'2024-10-27 01:30:00.500000'")
                  .asked(),
              of("time", "'00:00:00'", "STRING(MAX)", "'00:00:00'"),
              of("time", "'838:59:59'", "STRING(MAX)", "'838:59:59'"),
              of("time", "'-838:59:59'", "STRING(MAX)", "'-838:59:59'"),
              of("time", "'-00:00:01'", "STRING(MAX)", "'-00:00:01'"),
              of("time(1)", "'-00:00:00.1'", "STRING(MAX)", "'-00:00:00.1'"),
              of("time(2)", "'-100:00:00.01'", "STRING(MAX)", "'-100:00:00.01'"),
              of("time(3)", "'24:00:00.001'", "STRING(MAX)", "'24:00:00.001'"),
              of("time(4)", "'-01:01:01.0001'", "STRING(MAX)", "'-01:01:01.0001'"),
              of("time(6)", "'-00:00:00.000001'", "STRING(MAX)", "'-00:00:00.000001'"),
              of("time(6)", "'23:59:59.999999'", "STRING(MAX)", "'23:59:59.999999'"),
              of("time(6)", "'838:59:59.000000'", "STRING(MAX)", "'838:59:59.000000'"),
              of("time(6)", "'12:00:00'", "STRING(MAX)", "'12:00:00.000000'")));

  private static final Family GEOMETRIES =
      new Family(
          "geometries",
          List.of(
              of(
                      "point",
                      "ST_GeomFromText('POINT(1 -2.5)', 4326)",
                      "STRING(MAX)",
                      "'e61000000101000000000000000000f03f00000000000004c0'")
                  .asked(),
              of(
                      "geometry",
                      "ST_GeomFromText('LINESTRING(0 0, 1 1)')",
                      "STRING(MAX)",
                      "'0000000001020000000200000000000000000000000000000000000000000000000000f03f000000000000f03f'")
                  .asked(),
              of(
                      "geometry",
                      "ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')",
                      "STRING(MAX)",
                      "'00000000010700000000000000'")
                  .asked()));

  private static final Family MARIADB =
      new Family(
          "mariadb_types",
          List.of(
              of(
                  "uuid",
                  "'A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11'",
                  "STRING(36)",
                  "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"),
              of(
                  "uuid",
                  "'00000000-0000-0000-0000-000000000000'",
                  "STRING(36)",
                  "'00000000-0000-0000-0000-000000000000'")));

  static final List<Family> FAMILIES =
      List.of(
          INTEGERS,
          BITS,
          NUMBERS,
          TIMES,
          TextZoo.TEXTS,
          TextZoo.BYTES,
          TextZoo.JSON,
          GEOMETRIES,
          MARIADB);

  /** What the animals ask for. */
  static Mapping mapping(String database) {
    Map<TableName, Mapping.OfTable> tables = new HashMap<>();
    for (Family family : FAMILIES) {
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
