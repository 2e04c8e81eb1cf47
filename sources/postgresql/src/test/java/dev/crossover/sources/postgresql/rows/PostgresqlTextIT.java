package dev.crossover.sources.postgresql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.types.Bytes;
import dev.crossover.engine.types.Interval;
import dev.crossover.engine.types.TestTypes;
import dev.crossover.sources.postgresql.TestSource;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** PostgreSQL itself says how it prints. */
class PostgresqlTextIT {
  private static final int SAMPLES = 20_000;

  @Test
  void printsFloatingPointNumbersLikePostgresql() throws SQLException {
    Random random = new Random(1);
    List<Double> doubles =
        new ArrayList<>(List.of(Double.parseDouble("1e23"), 0x1p53, Math.pow(2, -44), 4.35, 1e15));
    List<Float> floats = new ArrayList<>(List.of(33554432f, 16777216f, 1e6f));
    for (int exponent = -1074; exponent < 1024; exponent++) {
      doubles.add(Math.scalb(1.0, exponent));
    }
    for (int exponent = -149; exponent < 128; exponent++) {
      floats.add(Math.scalb(1f, exponent));
    }
    while (doubles.size() < SAMPLES) {
      doubles.add(Double.longBitsToDouble(random.nextLong()));
      doubles.add(random.nextInt(1_000_000) / 1000.0);
      floats.add(Float.intBitsToFloat(random.nextInt()));
      floats.add(random.nextInt(1_000_000) / 100f);
    }
    doubles.removeIf(value -> value.isNaN());
    floats.removeIf(value -> value.isNaN());

    try (TestSource source = TestSource.create("SELECT 1");
        Connection connection = source.database().connect()) {
      assertThat(doubles.stream().map(value -> text("float8", value)).toList())
          .isEqualTo(printed(connection, "float8", doubles.toArray()));
      assertThat(floats.stream().map(value -> text("float4", value)).toList())
          .isEqualTo(printed(connection, "float4", floats.toArray()));
    }
  }

  private static List<String> printed(Connection connection, String type, Object[] values)
      throws SQLException {
    Array array = connection.createArrayOf(type, values);
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT v::text FROM unnest(?) v")) {
      statement.setArray(1, array);
      try (ResultSet rows = statement.executeQuery()) {
        List<String> printed = new ArrayList<>();
        while (rows.next()) {
          printed.add(rows.getString(1));
        }
        return printed;
      }
    }
  }

  @Test
  void printsOtherValuesLikePostgresql() throws SQLException {
    try (TestSource source = TestSource.create("SELECT 1");
        Connection connection = source.database().connect()) {
      same(connection, "bool", "true", true);
      same(connection, "bool[]", "{t,f,NULL}", java.util.Arrays.asList(true, false, null));
      same(connection, "numeric", "1200.00", new BigDecimal("1200.00"));
      same(connection, "money", "-1234567.5", new BigDecimal("-1234567.5"));
      same(connection, "money", "0", new BigDecimal("0.00"));
      same(
          connection,
          "money[]",
          "{\"$1,000.00\",2}",
          List.of(new BigDecimal("1000"), new BigDecimal("2")));
      same(connection, "inet", "10.1.2.3", "10.1.2.3");
      same(connection, "inet", "10.1.2.3/8", "10.1.2.3/8");
      same(connection, "inet", "::1", "::1");
      same(connection, "inet[]", "{10.1.2.3,::1}", List.of("10.1.2.3", "::1"));
      same(connection, "bytea", "\\x00ff", Bytes.of((byte) 0, (byte) -1));
      same(connection, "bytea[]", "{\"\\\\x00ff\"}", List.of(Bytes.of((byte) 0, (byte) -1)));
      same(connection, "date", "0033-04-03", LocalDate.of(33, 4, 3));
      same(connection, "time", "23:59:59.5", LocalTime.of(23, 59, 59, 500_000_000));
      Instant instant = Instant.parse("2026-01-31T12:00:00.000120Z");
      same(connection, "timestamp", "2026-01-31 12:00:00.00012", instant);
      same(connection, "timestamptz", "2026-01-31 12:00:00.00012+00", instant);
      same(connection, "timestamptz[]", "{2026-01-31 12:00:00.00012+00}", List.of(instant));
      same(connection, "timetz", "01:02:03.5+05:30", OffsetTime.parse("01:02:03.5+05:30"));
      same(connection, "timetz", "01:02:03-08", OffsetTime.parse("01:02:03-08:00"));
      same(connection, "timetz", "00:00:00+00", OffsetTime.parse("00:00:00Z"));
      same(connection, "interval", "-838:59:59.000001", Duration.parse("PT-838H-59M-59.000001S"));
      same(connection, "interval", "00:00:00", Duration.ZERO);
      same(connection, "interval", "0", new Interval(0, 0, Duration.ZERO));
      same(connection, "interval", "14 mons", new Interval(14, 0, Duration.ZERO));
      same(connection, "interval", "-1 mon 1 day", new Interval(-1, 1, Duration.ZERO));
      same(
          connection,
          "interval",
          "-13 mons 3 days -4:05:06.7",
          new Interval(-13, 3, Duration.parse("PT-4H-5M-6.7S")));
      same(
          connection,
          "interval[]",
          "{-1 days +2:00:00,1 year}",
          List.of(new Interval(0, -1, Duration.ofHours(2)), new Interval(12, 0, Duration.ZERO)));
      same(connection, "float8[]", "{0.1,-0,NaN}", List.of(0.1, -0.0, Double.NaN));
      same(connection, "bpchar[]", "{\"a  \"}", List.of("a  "));
      same(
          connection,
          "text[]",
          "{\"\",\"NuLl\",\"a b\",\"c\\\"d\",\"e\\\\f\",g,\"h,i\",\"{\",\"\u000B\",\"\u00A0\"}",
          List.of("", "NuLl", "a b", "c\"d", "e\\f", "g", "h,i", "{", "\u000B", "\u00A0"));
      same(connection, "box[]", "{(1,1),(0,0);(2,2),(0,0)}", List.of("(1,1),(0,0)", "(2,2),(0,0)"));
    }
  }

  private static void same(Connection connection, String type, String literal, Object value)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                // A cast to text would give every host a mask.
                (type.equals("inet") ? "SELECT textin(inet_out(%s))" : "SELECT %s::text")
                    .formatted("CAST('" + literal.replace("'", "''") + "' AS " + type + ")"))) {
      row.next();
      assertThat(text(type, value)).as(type).isEqualTo(row.getString(1));
    }
  }

  private static String text(String type, Object value) {
    return new PostgresqlText().of(value, TestTypes.named(type));
  }
}
