package dev.crossover.sources.postgresql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.types.Bytes;
import dev.crossover.engine.types.TestTypes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PostgresqlTextTest {
  @Property
  void theTextOfADoubleGivesItBack(@ForAll double value) {
    assertThat(Double.parseDouble(text("float8", value))).isEqualTo(value);
  }

  @Test
  void printsTextAsPostgresqlDoes() {
    assertThat(text("bool", true)).isEqualTo("true");
    assertThat(text("bool", List.of(true, false))).isEqualTo("{t,f}");
    assertThat(text("int8", -5L)).isEqualTo("-5");
    assertThat(text("numeric", new BigDecimal("100.10"))).isEqualTo("100.10");
    assertThat(text("bytea", Bytes.of((byte) 0, (byte) -1))).isEqualTo("\\x00ff");
    assertThat(text("date", LocalDate.of(1, 2, 3))).isEqualTo("0001-02-03");
    assertThat(text("time", LocalTime.of(12, 30))).isEqualTo("12:30:00");
    assertThat(text("time", LocalTime.of(23, 59, 59, 120_000_000))).isEqualTo("23:59:59.12");
    assertThat(text("timestamp", Instant.parse("2024-02-29T12:34:56.120Z")))
        .isEqualTo("2024-02-29 12:34:56.12");
    assertThat(text("timestamptz", Instant.parse("2024-02-29T12:34:56Z")))
        .isEqualTo("2024-02-29 12:34:56+00");
    assertThat(text("text", Arrays.asList("a", null, "", "null", "x y", "q\"\\")))
        .isEqualTo("{a,NULL,\"\",\"null\",\"x y\",\"q\\\"\\\\\"}");
  }

  @Test
  void printsFloatsAsPostgresqlDoes() {
    assertThat(text("float8", 0.1)).isEqualTo("0.1");
    assertThat(text("float8", 1e15)).isEqualTo("1e+15");
    assertThat(text("float8", 123456789012345.0)).isEqualTo("123456789012345");
    assertThat(text("float8", 0.0001)).isEqualTo("0.0001");
    assertThat(text("float8", -0.000012)).isEqualTo("-1.2e-05");
    assertThat(text("float8", 2e-323)).isEqualTo("2e-323");
    assertThat(text("float8", 1.7976931348623157e308)).isEqualTo("1.7976931348623157e+308");
    assertThat(text("float8", -0.0)).isEqualTo("-0");
    assertThat(text("float8", Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    assertThat(text("float4", 1e6f)).isEqualTo("1e+06");
    assertThat(text("float4", 0.1f)).isEqualTo("0.1");
    assertThat(text("float4", 3.4028235e38f)).isEqualTo("3.4028235e+38");
  }

  private static String text(String type, Object value) {
    return new PostgresqlText().of(value, TestTypes.named(type));
  }
}
