package dev.crossover.engine.verify.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyPartTest {
  private static List<String> sorted(KeyPart... parts) {
    return Stream.of(parts).sorted().map(KeyPart::literal).toList();
  }

  @Test
  void nullStandsBeforeNanAndNanBeforeEveryFloat() {
    assertThat(
            sorted(
                KeyPart.of(0.0),
                KeyPart.of(Double.POSITIVE_INFINITY),
                KeyPart.ofNull(),
                KeyPart.of(Double.NaN),
                KeyPart.of(Double.NEGATIVE_INFINITY)))
        .containsExactly("NULL", "NaN", "-Infinity", "0.0", "Infinity");
    assertThat(KeyPart.ofNull()).isLessThan(KeyPart.of(Double.NaN));
  }

  @Test
  void minusZeroIsTheKeyZero() {
    assertThat(KeyPart.of(-0.0)).isEqualTo(KeyPart.of(0.0)).isEqualByComparingTo(KeyPart.of(0.0));
  }

  @Test
  void textIsOrderedByItsOctets() {
    assertThat(
            sorted(
                KeyPart.of("\uD83D\uDE00"),
                KeyPart.of("b"),
                KeyPart.of("\uFF5E"),
                KeyPart.of("B"),
                KeyPart.of("\u00e9"),
                KeyPart.of("a")))
        .containsExactly("B", "a", "b", "\u00e9", "\uFF5E", "\uD83D\uDE00");
  }

  @Test
  void bytesAreOrderedAsUnsigned() {
    assertThat(
            sorted(
                KeyPart.of(new byte[] {-128}),
                KeyPart.of(new byte[] {127, 0}),
                KeyPart.of(new byte[0])))
        .containsExactly("\\x", "\\x7f00", "\\x80");
  }

  @Test
  void keysBeyondTheTargetStandOutside() {
    assertThat(
            sorted(
                KeyPart.farAbove("NaN"),
                KeyPart.of(new BigDecimal("1e2")),
                KeyPart.below("-Infinity"),
                KeyPart.above("Infinity"),
                KeyPart.of(new BigDecimal("20"))))
        .containsExactly("-Infinity", "20", "100", "Infinity", "NaN");
  }

  @Test
  void equalValuesAreOneKeyWhateverTheirForm() {
    assertThat(KeyPart.of(new BigDecimal("1.50"))).isEqualTo(KeyPart.of(new BigDecimal("1.5")));
    assertThat(KeyPart.of(LocalDate.of(-43, 3, 15), "0044-03-15 BC"))
        .isEqualTo(KeyPart.of(LocalDate.of(-43, 3, 15), "-0043-03-15"));
    assertThat(KeyPart.of(Instant.EPOCH, "1970-01-01 00:00:00+00"))
        .isEqualTo(KeyPart.of(Instant.EPOCH, "1970-01-01T00:00:00Z"));
  }

  @Test
  void onlyValuesAndNanOfAFloatAreOrdinary() {
    assertThat(KeyPart.of(Double.NaN).isOrdinary()).isTrue();
    assertThat(KeyPart.of("").isOrdinary()).isTrue();
    assertThat(KeyPart.ofNull().isOrdinary()).isFalse();
    assertThat(KeyPart.above("infinity").isOrdinary()).isFalse();
  }

  @Test
  void aKeyOfSeveralPartsIsOrderedByTheFirstThatDiffers() {
    ComparedKey first = new ComparedKey(List.of(KeyPart.of("a"), KeyPart.of("z")));
    ComparedKey second = new ComparedKey(List.of(KeyPart.of("b"), KeyPart.of("a")));
    ComparedKey third = new ComparedKey(List.of(KeyPart.of("b"), KeyPart.of("b")));

    assertThat(Stream.of(third, first, second).sorted()).containsExactly(first, second, third);
    assertThat(second.literals()).containsExactly("b", "a");
  }
}
