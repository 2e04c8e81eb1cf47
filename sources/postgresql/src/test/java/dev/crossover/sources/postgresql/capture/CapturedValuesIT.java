package dev.crossover.sources.postgresql.capture;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.sources.postgresql.TestSource;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every value of every type arrives as PostgreSQL has it, whatever the database's settings. */
class CapturedValuesIT {
  private static final String TYPES =
      """
      CREATE TYPE mood AS ENUM ('sad', 'very, "happy"');
      CREATE TYPE pair AS (a int, b text);
      CREATE TYPE floats AS RANGE (subtype = float8);
      CREATE DOMAIN positive AS int CHECK (VALUE > 0);
      CREATE DOMAIN very_positive AS positive;
      CREATE DOMAIN price AS numeric(8, 3);
      CREATE DOMAIN moment AS timestamptz;
      CREATE DOMAIN numbers AS int[];
      """;

  /** What would spoil the text forms if the capture took them from the database. */
  private static final String FOREIGN_SETTINGS =
      """
      ALTER DATABASE %1$s SET timezone = 'Asia/Kolkata';
      ALTER DATABASE %1$s SET datestyle = 'German';
      ALTER DATABASE %1$s SET intervalstyle = 'iso_8601';
      ALTER DATABASE %1$s SET bytea_output = 'escape';
      ALTER DATABASE %1$s SET extra_float_digits = -5;
      """;

  /** Stands for the text that {@code ::text} gives. */
  private static final Object AS_TEXT = new Object();

  /**
   * @param type the column's type
   * @param literal the value's SQL literal
   * @param expected the Avro value
   */
  private record Case(String type, String literal, Object expected) {}

  private final List<Case> cases = new ArrayList<>();

  @TempDir Path work;

  private void value(String type, String literal, Object expected) {
    cases.add(new Case(type, literal, expected));
  }

  private void text(String type, String... literals) {
    Arrays.stream(literals).forEach(literal -> value(type, literal, AS_TEXT));
  }

  @Test
  void carriesNumbers() {
    value("bool", "true", true);
    value("bool", "false", false);
    value("int2", "-32768", -32768);
    value("int4", "2147483647", 2147483647);
    value("int8", "-9223372036854775808", Long.MIN_VALUE);
    value("oid", "4294967295", 4294967295L);
    value("float4", "0.1", 0.1f);
    value("float4", "'-Infinity'", Float.NEGATIVE_INFINITY);
    value("float4", "'-0'", -0.0f);
    value("float4", "3.4028235e38", Float.MAX_VALUE);
    value("float8", "0.1", 0.1);
    value("float8", "'NaN'", Double.NaN);
    value("float8", "5e-324", Double.MIN_VALUE);
    value("float8", "1e22", 1e22);
    value("float8", "1.7976931348623157e308", Double.MAX_VALUE);
    value("numeric(10,2)", "-12345678.9", decimal("-12345678.90"));
    value("numeric(10,2)", "'NaN'", "NaN");
    value("numeric(10)", "7", decimal("7"));
    value("numeric(1000,500)", "0.5", decimal("0.5" + "0".repeat(499)));
    value("numeric(5,-2)", "123456", "123500");
    value("numeric(3,5)", "0.00123", "0.00123");
    value("numeric", "1.2300", "1.2300");
    value("numeric", "'Infinity'", "Infinity");
    value("numeric", "'-Infinity'", "-Infinity");
    value("money", "-1234567.89::numeric", "-1234567.89");
    value("money", "0.05::numeric", "0.05");
    value("positive", "5", 5);
    value("very_positive", "6", 6);
    value("price", "1.5", decimal("1.500"));
    check();
  }

  @Test
  void carriesTimes() {
    value("date", "'2024-02-29'", 19782);
    value("date", "'0001-01-01'", -719162);
    value("date", "'9999-12-31'", 2932896);
    text("date", "'infinity'", "'-infinity'", "'0044-03-15 BC'", "'10000-01-01'");
    value("timestamp", "'2024-02-29 12:34:56.123456'", 1709210096123456L);
    value("timestamp", "'1969-12-31 23:59:59.999999'", -1L);
    value("timestamp", "'0001-01-01 00:00:00'", -62135596800000000L);
    value("timestamp", "'9999-12-31 23:59:59.999999'", 253402300799999999L);
    text("timestamp", "'infinity'", "'-infinity'", "'0044-03-15 01:02:03.4 BC'");
    text("timestamp", "'294276-12-31 23:59:59.999999'");
    value("timestamptz", "'2024-02-29 12:34:56.123456+05:30'", 1709190296123456L);
    value("timestamptz(0)", "'2024-02-29 12:34:56Z'", 1709210096000000L);
    text("timestamptz", "'infinity'", "'-infinity'", "'0044-03-15 01:02:03.4Z BC'");
    text("timestamptz", "'10000-01-01 00:00:00Z'");
    value("moment", "'1970-01-01 00:00:01Z'", 1000000L);
    value("time", "'23:59:59.999999'", 86399999999L);
    value("time", "'00:00:00'", 0L);
    value("time", "'12:34'", 45240000000L);
    text("time", "'24:00:00'");
    text("timetz", "'12:34:56.7+05:30'", "'24:00:00-15:59'", "'00:00:00+00:00:01'");
    text("interval", "'1 year -2 days 03:04:05.6'", "'-00:00:00.000001'", "'178000000 years'");
    text("interval", "'infinity'", "'0'");
    text("interval day to second", "'1 day 2 hours'");
    check();
  }

  @Test
  void carriesText() {
    value("bpchar(5)", "'ab'", "ab   ");
    value("text", "E'a\\n\"\\\\ \\u20ac \\U0001F600'", "a\n\"\\ \u20ac \uD83D\uDE00");
    value("text", "''", "");
    value("text", "'__debezium_unavailable_value'", "__debezium_unavailable_value");
    value("bytea", "'\\x00ff10'", ByteBuffer.wrap(new byte[] {0, -1, 16}));
    value("bytea", "''", ByteBuffer.wrap(new byte[0]));
    text("varchar(5)", "'a b  '");
    text("\"char\"", "'x'");
    text("name", "'n'");
    text("json", "'{ \"b\" : 1, \"a\":1.10, \"b\":2 }'", "'null'");
    text("jsonb", "'{ \"b\" : 1, \"a\":1.10, \"b\":2 }'");
    text("uuid", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'");
    text("xml", "'<a>x</a>'", "'a<b/>c'", "'<?xml version=\"1.1\"?><a>x</a>'");
    // The output function leaves out a declaration that says nothing.
    value("xml", "'<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>'", "<a/>");
    text("mood", "'very, \"happy\"'");
    text("tsvector", "'a:1A b:2'");
    text("tsquery", "'fat & !rat'");
    text("jsonpath", "'$.a[*] ? (@ > 1)'");
    text("inet", "'10.0.0.1/8'", "'10.0.0.1'", "'::1'");
    text("cidr", "'10.0.0.0/8'");
    text("macaddr", "'08:00:2b:01:02:03'");
    text("macaddr8", "'08:00:2b:01:02:03:04:05'");
    text("bit(3)", "B'101'");
    text("bit(1)", "B'1'");
    text("varbit", "B''", "B'1010101'");
    text("pair", "'(1,\"x, y\")'");
    check();
  }

  @Test
  void carriesGeometryRangesAndSystemTypes() {
    text("point", "'(0.1,1e300)'", "'(Infinity,-0)'");
    text("line", "'{1,2.5,-3}'");
    text("lseg", "'[(0,0),(1,1.5)]'");
    text("box", "'(1,1),(0,0.3)'");
    text("path", "'[(0,0),(1,1)]'", "'((0,0),(1,1))'");
    text("polygon", "'((0,0),(1,1),(2,0))'");
    text("circle", "'<(0.1,0),2.5>'");
    text("int4range", "'[1,5)'", "'empty'", "'(,5)'");
    text("int8range", "'[1,5]'");
    text("numrange", "'(1.10,2.0]'");
    text("daterange", "'[2024-01-01,infinity)'");
    text("tsrange", "'[2024-01-01 00:00,)'");
    text("tstzrange", "'[2024-01-01 00:00+05,2024-02-01 00:00Z)'");
    text("floats", "'[0.1,0.2)'");
    text("int4multirange", "'{[1,3),[5,7)}'");
    text("tstzmultirange", "'{[2024-01-01 00:00+05,2024-02-01 00:00Z)}'");
    text("pg_lsn", "'16/B374D848'");
    text("xid", "'4294967295'");
    text("cid", "'7'");
    text("xid8", "'18446744073709551615'");
    text("tid", "'(0,1)'");
    text("txid_snapshot", "'10:20:10,14,15'");
    text("pg_snapshot", "'10:20:10,14,15'");
    text("regclass", "'pg_class'");
    text("regtype", "'timestamptz'");
    text("regproc", "'now'");
    text("regprocedure", "'abs(int)'");
    text("regoperator", "'+(int,int)'");
    text("regnamespace", "'public'");
    text("regrole", "'postgres'");
    text("regconfig", "'english'");
    text("int2vector", "'1 2 3'");
    text("oidvector", "'1 2 3'");
    check();
  }

  @Test
  void carriesArrays() {
    value("int4[]", "'{1,NULL,-3}'", Arrays.asList(1, null, -3));
    value("int4[]", "'{}'", List.of());
    value("int4[3]", "'{1,2}'", List.of(1, 2));
    value("int8[]", "'{9223372036854775807}'", List.of(Long.MAX_VALUE));
    value("bool[]", "'{t,f,NULL}'", Arrays.asList(true, false, null));
    value("float8[]", "'{NaN,0.1,-Infinity}'", List.of(Double.NaN, 0.1, Double.NEGATIVE_INFINITY));
    value("numeric(10,2)[]", "'{1.5,NULL,NaN}'", Arrays.asList(decimal("1.50"), null, "NaN"));
    value("numeric[]", "'{1.50}'", List.of("1.50"));
    value("money[]", "'{1.5}'", List.of("1.50"));
    value("bytea[]", "ARRAY['\\x00ff'::bytea, NULL]", Arrays.asList(bytes(0, 255), null));
    value("date[]", "'{2024-02-29,infinity}'", List.of(19782, "infinity"));
    value("timestamp[]", "'{1970-01-01 00:00:01}'", List.of(1000000L));
    value("timestamptz[]", "'{1970-01-01 00:00:01Z,NULL}'", Arrays.asList(1000000L, null));
    value("time[]", "'{24:00:00,00:00:01}'", List.of("24:00:00", 1000000L));
    value(
        "text[]",
        "ARRAY['a,b', NULL, 'NULL', '', '{x}', E'q\"\\\\', ' s ']",
        Arrays.asList("a,b", null, "NULL", "", "{x}", "q\"\\", " s "));
    value("bpchar(3)[]", "'{a}'", List.of("a  "));
    value("varchar(3)[]", "'{a}'", List.of("a"));
    value("mood[]", "ARRAY['very, \"happy\"', 'sad']::mood[]", List.of("very, \"happy\"", "sad"));
    value(
        "uuid[]",
        "'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'",
        List.of("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
    value("json[]", "ARRAY['{\"a\": [1, 2]}'::json]", List.of("{\"a\": [1, 2]}"));
    value("interval[]", "ARRAY['1 day 02:00'::interval]", List.of("1 day 02:00:00"));
    value("point[]", "ARRAY['(1,2)'::point]", List.of("(1,2)"));
    value(
        "box[]",
        "ARRAY['(1,1),(0,0)'::box, NULL, '(2,2),(1,1)'::box]",
        Arrays.asList("(1,1),(0,0)", null, "(2,2),(1,1)"));
    value("inet[]", "'{10.0.0.1}'", List.of("10.0.0.1"));
    value("int4range[]", "ARRAY['[1,3)'::int4range]", List.of("[1,3)"));
    value(
        "tstzrange[]",
        "ARRAY['[2024-01-01 00:00+05,)'::tstzrange]",
        List.of("[\"2023-12-31 19:00:00+00\",)"));
    value("bit(2)[]", "ARRAY[B'10', B'01']", List.of("10", "01"));
    value("numbers", "'{4,5}'", List.of(4, 5));
    text("int4[]", "'{{1,2},{3,4}}'", "'[0:1]={1,2}'");
    text("text[]", "'{{a,NULL},{\"b,\",d}}'");
    check();
  }

  private static ByteBuffer decimal(String number) {
    return ByteBuffer.wrap(new BigDecimal(number).unscaledValue().toByteArray());
  }

  private static ByteBuffer bytes(int... values) {
    byte[] bytes = new byte[values.length];
    IntStream.range(0, values.length).forEach(i -> bytes[i] = (byte) values[i]);
    return ByteBuffer.wrap(bytes);
  }

  /** One table with a column for each case: one row of values and one of NULLs. */
  private void check() {
    try (TestSource setup = TestSource.create(TYPES + createTable())) {
      setup.execute(FOREIGN_SETTINGS.formatted(setup.name()));
      try (TestCapture capture = new TestCapture(setup, work, "public.t")) {
        capture.stream().start();
        setup.execute("INSERT INTO t VALUES (1, " + literals() + ")");
        setup.execute("INSERT INTO t (id) VALUES (2)");
        capture.drain();
        List<GenericRecord> records = capture.records("public_t");
        assertThat(records).hasSize(2);
        GenericRecord values = TestCapture.payload(records.get(0));
        GenericRecord nulls = TestCapture.payload(records.get(1));
        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < cases.size(); i++) {
          Case one = cases.get(i);
          String name = one.type() + " " + one.literal();
          Object expected =
              one.expected() == AS_TEXT
                  ? capture.query("SELECT format('%s', c" + i + ") FROM t WHERE id = 1")
                  : one.expected();
          softly.assertThat(plain(values.get("c" + i))).as(name).isEqualTo(expected);
          softly.assertThat(nulls.get("c" + i)).as("NULL in " + name).isNull();
        }
        softly.assertAll();
      }
    }
  }

  private String createTable() {
    return "CREATE TABLE t (id int PRIMARY KEY, "
        + IntStream.range(0, cases.size())
            .mapToObj(i -> "c" + i + " " + cases.get(i).type())
            .collect(joining(", "))
        + ")";
  }

  private String literals() {
    return cases.stream().map(Case::literal).collect(joining(", "));
  }

  private static Object plain(Object avro) {
    if (avro instanceof Utf8 text) {
      return text.toString();
    }
    if (avro instanceof List<?> list) {
      List<Object> elements = new ArrayList<>();
      list.forEach(element -> elements.add(plain(element)));
      return elements;
    }
    return avro;
  }
}
