package dev.crossover.engine.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.ByteArray;
import com.google.cloud.Date;
import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.schema.SourceType;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetType;
import dev.crossover.engine.schema.TargetType.Code;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueConversionTest {
  @ParameterizedTest
  @EnumSource(Code.class)
  void keepsNullAsANullOfTheColumnsType(Code code) {
    Value scalar = ValueConversion.convert(column(code, 0, false), null);
    assertThat(scalar.isNull()).isTrue();
    assertThat(scalar.getType().getCode().name()).isEqualTo(code.name());
    Value array = ValueConversion.convert(column(code, 0, true), null);
    assertThat(array.isNull()).isTrue();
    assertThat(array.getType().getArrayElementType().getCode().name()).isEqualTo(code.name());
  }

  @Test
  void refusesNullWhereTheTargetForbidsIt() {
    TargetColumn column =
        new TargetColumn("c", Columns.source("int8"), "c", TargetType.of(Code.INT64), false, false);

    assertThatThrownBy(() -> ValueConversion.convert(column, null))
        .isInstanceOf(UnconvertibleValueException.class)
        .hasMessageContaining("NOT NULL");
  }

  @Property
  void theTextOfADoubleGivesItBack(@ForAll double value) {
    assertThat(Double.parseDouble(text("float8", value))).isEqualTo(value);
  }

  @Property
  void aNumericWithinSpannersKeepsItsValue(
      @ForAll
          @Scale(9)
          @BigRange(
              min = "-99999999999999999999999999999.999999999",
              max = "99999999999999999999999999999.999999999")
          BigDecimal number) {
    assertThat(convert(Code.NUMERIC, number).getNumeric()).isEqualByComparingTo(number);
  }

  @Test
  void readsBit1AsABoolean() {
    assertThat(convert(Code.BOOL, 1L)).isEqualTo(Value.bool(true));
    assertThat(convert(Code.BOOL, 0L)).isEqualTo(Value.bool(false));
    refused(Code.BOOL, 2L);
  }

  @Test
  void keepsWholeNumbersWhole() {
    assertThat(convert(Code.INT64, Long.MIN_VALUE)).isEqualTo(Value.int64(Long.MIN_VALUE));
    assertThat(convert(Code.INT64, new BigDecimal("12.00"))).isEqualTo(Value.int64(12));
    refused(Code.INT64, new BigDecimal("12.5"));
    refused(Code.INT64, "18446744073709551615");
    refused(Code.INT64, 1.0);
  }

  @Test
  void keepsFloatsBitByBit() {
    assertThat(convert(Code.FLOAT64, -0.0)).isEqualTo(Value.float64(-0.0));
    assertThat(convert(Code.FLOAT64, Double.NaN)).isEqualTo(Value.float64(Double.NaN));
    assertThat(convert(Code.FLOAT64, 0.1f)).isEqualTo(Value.float64(0.10000000149011612));
    assertThat(convert(Code.FLOAT32, 0.1f)).isEqualTo(Value.float32(0.1f));
    refused(Code.FLOAT32, 0.1);
    refused(Code.FLOAT64, (1L << 53) + 1);
    refused(Code.FLOAT64, new BigDecimal("0.1"));
    assertThat(convert(Code.FLOAT64, new BigDecimal("0.5"))).isEqualTo(Value.float64(0.5));
  }

  @Test
  void keepsNumericsExactlyOrNotAtAll() {
    assertThat(convert(Code.NUMERIC, new BigDecimal("100.10")).getNumeric())
        .isEqualTo(new BigDecimal("100.1"));
    assertThat(convert(Code.NUMERIC, new BigDecimal("1E+3")).getNumeric())
        .isEqualTo(new BigDecimal("1000"));
    assertThat(convert(Code.NUMERIC, "12345.09876").getNumeric())
        .isEqualTo(new BigDecimal("12345.09876"));
    assertThat(
            convert(Code.NUMERIC, new BigDecimal("9".repeat(29) + "." + "9".repeat(9)))
                .getNumeric())
        .isEqualTo(new BigDecimal("9".repeat(29) + "." + "9".repeat(9)));
    refused(Code.NUMERIC, new BigDecimal("1e29"));
    refused(Code.NUMERIC, new BigDecimal("1e-10"));
    refused(Code.NUMERIC, "NaN");
  }

  @Test
  void keepsDaysAndInstantsOfTheYears1To9999() {
    assertThat(convert(Code.DATE, LocalDate.of(2024, 2, 29)))
        .isEqualTo(Value.date(Date.fromYearMonthDay(2024, 2, 29)));
    assertThat(convert(Code.DATE, Instant.parse("2023-06-07T00:00:00Z")))
        .isEqualTo(Value.date(Date.fromYearMonthDay(2023, 6, 7)));
    refused(Code.DATE, Instant.parse("2023-06-07T00:00:01Z"));
    refused(Code.DATE, "infinity");
    refused(Code.DATE, LocalDate.of(0, 1, 1));
    assertThat(convert(Code.TIMESTAMP, Instant.parse("1969-12-31T23:59:59.999999Z")))
        .isEqualTo(Value.timestamp(Timestamp.parseTimestamp("1969-12-31T23:59:59.999999Z")));
    refused(Code.TIMESTAMP, Instant.parse("+10000-01-01T00:00:00Z"));
    refused(Code.TIMESTAMP, "-infinity");
  }

  @Test
  void countsCharactersAndNotTheirHalves() {
    assertThat(ValueConversion.convert(column(Code.STRING, 2, false), "☂😀"))
        .isEqualTo(Value.string("☂😀"));
    assertThatThrownBy(() -> ValueConversion.convert(column(Code.STRING, 2, false), "abc"))
        .isInstanceOf(UnconvertibleValueException.class)
        .hasMessage(
            "cannot store a String of source type text in column c STRING(2): it has 3 characters;"
                + " change the column's type in the mapping file");
  }

  @Test
  void keepsArraysWithTheirNulls() {
    assertThat(ValueConversion.convert(column(Code.INT64, 0, true), Arrays.asList(1L, null, 3L)))
        .isEqualTo(Value.int64Array(Arrays.asList(1L, null, 3L)));
    assertThatThrownBy(() -> ValueConversion.convert(column(Code.INT64, 0, true), "{{1},{2}}"))
        .hasMessageContaining("it is not an array of one dimension that begins at 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"s\"",
        "[1, -2.5, 1e3, 0.1]",
        "{\"b\": 1, \"a\": {\"z\": true}}",
        "18446744073709551615",
        "-9223372036854775808",
        "-0",
        "1.0",
        "1e30",
        "\"\\u0000\"",
        "\"\\ud83d\\ude00\"",
        "{\"a\":{\"a\":1}}"
      })
  void keepsJsonThatSpannerKeeps(String json) {
    assertThat(convert(Code.JSON, json)).isEqualTo(Value.json(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1, \"a\": 2}",
        "{\"a\":1,\"\\u0061\":2}",
        "9007199254740993.0",
        "18446744073709551616",
        "1e-400",
        "1e99999999999",
        "\"\\ud800\"",
        "0.12345678901234567890",
        "18446744073709551616.5",
        "1e400",
        "[1,]",
        "-9223372036854775809.5"
      })
  void refusesJsonThatSpannerWouldChange(String json) {
    refused(Code.JSON, json);
  }

  @Test
  void printsTextAsPostgresqlDoes() {
    assertThat(text("bool", true)).isEqualTo("true");
    assertThat(text("bool", List.of(true, false))).isEqualTo("{t,f}");
    assertThat(text("int8", -5L)).isEqualTo("-5");
    assertThat(text("numeric", new BigDecimal("100.10"))).isEqualTo("100.10");
    assertThat(text("bytea", ByteArray.copyFrom(new byte[] {0, -1}))).isEqualTo("\\x00ff");
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
    SourceType source = new SourceType(SourceType.Kind.BUILT_IN, type, type, -1, -1, -1, false);
    return ValueConversion.convert(
            new TargetColumn("c", source, "c", TargetType.of(Code.STRING), true, false), value)
        .getString();
  }

  private static Value convert(Code code, Object value) {
    return ValueConversion.convert(column(code, 0, false), value);
  }

  private static void refused(Code code, Object value) {
    assertThatThrownBy(() -> convert(code, value)).isInstanceOf(UnconvertibleValueException.class);
  }

  private static TargetColumn column(Code code, long length, boolean array) {
    return new TargetColumn(
        "c",
        new SourceType(SourceType.Kind.BUILT_IN, "text", "text", -1, -1, -1, array),
        "c",
        new TargetType(code, length, array),
        true,
        false);
  }
}
