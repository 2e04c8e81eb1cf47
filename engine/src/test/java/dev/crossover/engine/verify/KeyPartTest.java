package dev.crossover.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.TargetType;
import dev.crossover.engine.schema.TargetType.Code;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyPartTest {
  private static KeyPart key(Code code, String sourceType, String text) {
    return SourceValue.key(code, sourceType, text);
  }

  private static List<String> sorted(Code code, String sourceType, String... texts) {
    return Stream.of(texts)
        .map(text -> key(code, sourceType, text))
        .sorted()
        .map(KeyPart::literal)
        .toList();
  }

  @Test
  void nullStandsBeforeNanAndNanBeforeEveryFloat() {
    assertThat(sorted(Code.FLOAT64, "float8", "0", "Infinity", "NaN", "-Infinity"))
        .containsExactly("NaN", "-Infinity", "0.0", "Infinity");
    assertThat(KeyPart.ofNull()).isLessThan(KeyPart.of(Double.NaN));
  }

  @Test
  void minusZeroIsTheKeyZero() {
    assertThat(KeyPart.of(-0.0)).isEqualTo(KeyPart.of(0.0)).isEqualByComparingTo(KeyPart.of(0.0));
  }

  @Test
  void textIsOrderedByItsOctets() {
    assertThat(sorted(Code.STRING, "text", "\uD83D\uDE00", "b", "\uFF5E", "B", "é", "a"))
        .containsExactly("B", "a", "b", "é", "\uFF5E", "\uD83D\uDE00");
  }

  @Test
  void keysBeyondTheTargetStandOutside() {
    assertThat(sorted(Code.NUMERIC, "numeric", "NaN", "1e2", "-Infinity", "Infinity", "20"))
        .containsExactly("-Infinity", "20", "100", "Infinity", "NaN");
    assertThat(sorted(Code.DATE, "date", "infinity", "2024-01-01", "0044-03-15 BC", "-infinity"))
        .containsExactly("-infinity", "0044-03-15 BC", "2024-01-01", "infinity");
  }

  @Test
  void onlyWhatTheTargetTypeHoldsIsAskedOfIt() {
    TargetType numeric = TargetType.of(Code.NUMERIC);
    assertThat(TargetValue.of(numeric, KeyPart.of(new BigDecimal("0.0000000001")))).isEmpty();
    assertThat(TargetValue.of(numeric, KeyPart.of(BigDecimal.TEN.pow(29)))).isEmpty();
    assertThat(TargetValue.of(numeric, KeyPart.of(new BigDecimal("1.5")))).isPresent();
    assertThat(TargetValue.of(TargetType.of(Code.DATE), key(Code.DATE, "date", "infinity")))
        .isEmpty();
    assertThat(TargetValue.of(TargetType.of(Code.DATE), key(Code.DATE, "date", "0001-01-01 BC")))
        .isEmpty();
    assertThat(
            TargetValue.of(
                TargetType.of(Code.TIMESTAMP),
                key(Code.TIMESTAMP, "timestamptz", "10000-01-01 00:00:00+00")))
        .isEmpty();
    assertThat(TargetValue.of(TargetType.of(Code.FLOAT64), KeyPart.of(Double.NaN))).isPresent();
    assertThat(TargetValue.of(TargetType.of(Code.INT64), KeyPart.of(BigDecimal.TEN.pow(19))))
        .isEmpty();
  }
}
