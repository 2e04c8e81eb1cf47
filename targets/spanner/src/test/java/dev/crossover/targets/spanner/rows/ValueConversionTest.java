package dev.crossover.targets.spanner.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.ByteArray;
import com.google.cloud.Date;
import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.rows.UnconvertibleValueException;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.types.Bytes;
import dev.crossover.engine.types.TestTypes;
import dev.crossover.targets.spanner.schema.SpannerType;
import dev.crossover.targets.spanner.schema.SpannerType.Code;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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
  private static final SourceText TEXT = (value, type) -> value.toString();

  @ParameterizedTest
  @EnumSource(Code.class)
  void keepsNullAsANullOfTheColumnsType(Code code) {
    Value scalar = ValueConversion.convert(column(code, 0, false), null, TEXT);
    assertThat(scalar.isNull()).isTrue();
    assertThat(scalar.getType().getCode().name()).isEqualTo(code.name());
    Value array = ValueConversion.convert(column(code, 0, true), null, TEXT);
    assertThat(array.isNull()).isTrue();
    assertThat(array.getType().getArrayElementType().getCode().name()).isEqualTo(code.name());
  }

  @Test
  void refusesNullWhereTheTargetForbidsIt() {
    TargetColumn column =
        new TargetColumn(
            "c", TestTypes.named("int8"), "c", SpannerType.of(Code.INT64).portable(), false, false);

    assertThatThrownBy(() -> ValueConversion.convert(column, null, TEXT))
        .isInstanceOf(UnconvertibleValueException.class)
        .hasMessageContaining("NOT NULL");
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
  void refusesACellAboveTenMegabytesBeforeSpannerDoes() {
    String json = "\"" + "é".repeat(5_242_879) + "\"";
    assertThat(convert(Code.JSON, json)).isEqualTo(Value.json(json));
    refused(Code.JSON, "\"" + "é".repeat(5_242_880) + "\"");

    TargetColumn texts = column(Code.STRING, 0, true);
    String text = "😀".repeat(1_310_720);
    assertThat(ValueConversion.convert(texts, List.of(text, text), TEXT).getStringArray())
        .containsExactly(text, text);
    assertThatThrownBy(() -> ValueConversion.convert(texts, List.of(text, text, "x"), TEXT))
        .isInstanceOf(UnconvertibleValueException.class)
        .hasMessageContaining("its elements have 10485761 bytes");
  }

  @Test
  void countsCharactersAndNotTheirHalves() {
    assertThat(ValueConversion.convert(column(Code.STRING, 2, false), "☂😀", TEXT))
        .isEqualTo(Value.string("☂😀"));
    assertThatThrownBy(() -> ValueConversion.convert(column(Code.STRING, 2, false), "abc", TEXT))
        .isInstanceOf(UnconvertibleValueException.class)
        .hasMessage(
            "cannot store a String of source type text in column c STRING(2): it has 3 characters;"
                + " change the column's type in the mapping file");
  }

  @Test
  void keepsArraysWithTheirNulls() {
    assertThat(
            ValueConversion.convert(column(Code.INT64, 0, true), Arrays.asList(1L, null, 3L), TEXT))
        .isEqualTo(Value.int64Array(Arrays.asList(1L, null, 3L)));
    assertThatThrownBy(
            () -> ValueConversion.convert(column(Code.INT64, 0, true), "{{1},{2}}", TEXT))
        .hasMessageContaining("it is not an array of one dimension that begins at 1");
  }

  @Test
  void keepsOtherValuesInTheSourcesTextForm() {
    assertThat(convert(Code.STRING, LocalDate.of(2024, 2, 29)))
        .isEqualTo(Value.string("2024-02-29"));
    assertThat(
            ValueConversion.convert(
                column(Code.STRING, 0, false), 5L, (value, type) -> type.name() + value))
        .isEqualTo(Value.string("text5"));
  }

  @Test
  void readsBytesFromHexadecimalText() {
    assertThat(ValueConversion.convert(column(Code.BYTES, 2, false), "00fF", TEXT))
        .isEqualTo(Value.bytes(ByteArray.copyFrom(new byte[] {0, -1})));
    assertThat(ValueConversion.convert(column(Code.BYTES, 2, false), "", TEXT))
        .isEqualTo(Value.bytes(ByteArray.copyFrom(new byte[0])));
    for (String text : List.of("00f", "zz", "0x00")) {
      assertThatThrownBy(() -> ValueConversion.convert(column(Code.BYTES, 2, false), text, TEXT))
          .hasMessageContaining("it is not pairs of hexadecimal digits");
    }
    assertThatThrownBy(() -> ValueConversion.convert(column(Code.BYTES, 1, false), "00ff", TEXT))
        .hasMessageContaining("it is not a run of at most 1 bytes");
  }

  @Test
  void keepsBytesUpToTheColumnsLength() {
    assertThat(
            ValueConversion.convert(
                column(Code.BYTES, 2, false), Bytes.of((byte) 0, (byte) -1), TEXT))
        .isEqualTo(Value.bytes(ByteArray.copyFrom(new byte[] {0, -1})));
    assertThatThrownBy(
            () ->
                ValueConversion.convert(
                    column(Code.BYTES, 1, false), Bytes.of((byte) 0, (byte) -1), TEXT))
        .hasMessageContaining("it is not a run of at most 1 bytes");
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

  private static Value convert(Code code, Object value) {
    return ValueConversion.convert(column(code, 0, false), value, TEXT);
  }

  private static void refused(Code code, Object value) {
    assertThatThrownBy(() -> convert(code, value)).isInstanceOf(UnconvertibleValueException.class);
  }

  private static TargetColumn column(Code code, long length, boolean array) {
    return new TargetColumn(
        "c",
        TestTypes.named(array ? "text[]" : "text"),
        "c",
        new SpannerType(code, length, array).portable(),
        true,
        false);
  }
}
