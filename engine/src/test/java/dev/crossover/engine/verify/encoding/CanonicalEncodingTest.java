package dev.crossover.engine.verify.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CanonicalEncodingTest {
  private static String hex(byte[] encoding) {
    return HexFormat.of().formatHex(encoding);
  }

  private static String read(byte[] encoding) {
    return new String(encoding, StandardCharsets.ISO_8859_1).replace("\0", "0");
  }

  @Test
  void aLongValueMadeShortKeepsItsFingerprintAndItsBeginning() {
    byte[] whole = CanonicalEncoding.text("abc".repeat(1_000));
    byte[] brief = CanonicalEncoding.brief(whole);

    assertThat(brief).hasSize(CanonicalEncoding.LONGEST_BRIEF);
    assertThat(CanonicalEncoding.fingerprint(brief))
        .isEqualTo(CanonicalEncoding.fingerprint(whole));
    assertThat(CanonicalEncoding.readable(brief))
        .startsWith("abcabc")
        .endsWith("... (3,000 bytes)")
        .hasSize(64 + "... (3,000 bytes)".length());
    assertThat(CanonicalEncoding.brief(CanonicalEncoding.text("abc")))
        .isEqualTo(CanonicalEncoding.text("abc"));
  }

  @Test
  void nullHasATagOfItsOwn() {
    assertThat(hex(CanonicalEncoding.nullValue())).isEqualTo("4e00000000");
    assertThat(hex(CanonicalEncoding.text(""))).isEqualTo("5300000000");
  }

  @Test
  void everyKindHasItsTagLengthAndContent() {
    assertThat(read(CanonicalEncoding.bool(true))).isEqualTo("B000\u00011");
    assertThat(read(CanonicalEncoding.integer(-42))).isEqualTo("I000\u0003-42");
    assertThat(read(CanonicalEncoding.decimal(new BigDecimal("120.500"))))
        .isEqualTo("D000\u0005120.5");
    assertThat(hex(CanonicalEncoding.real(0.1))).isEqualTo("46000000083fb999999999999a");
    assertThat(hex(CanonicalEncoding.text("é "))).isEqualTo("5300000003c3a920");
    assertThat(hex(CanonicalEncoding.bytes(new byte[] {0, -1}))).isEqualTo("590000000200ff");
    assertThat(read(CanonicalEncoding.date(LocalDate.of(2024, 2, 29))))
        .isEqualTo("E000\n2024-02-29");
    assertThat(read(CanonicalEncoding.timestamp(Instant.parse("2024-02-29T01:02:03.000004Z"))))
        .isEqualTo("T000\u001b2024-02-29T01:02:03.000004Z");
    assertThat(hex(CanonicalEncoding.array(List.of(CanonicalEncoding.nullValue()))))
        .isEqualTo("41000000054e00000000");
  }

  @Test
  void aDecimalHasOneForm() {
    assertThat(CanonicalEncoding.plain(new BigDecimal("-0.000"))).isEqualTo("0");
    assertThat(CanonicalEncoding.plain(new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(CanonicalEncoding.plain(new BigDecimal("0.10"))).isEqualTo("0.1");
  }

  @Test
  void everyNanIsTheSameAndMinusZeroIsNotZero() {
    double otherNaN = Double.longBitsToDouble(0x7ff8000000000001L);
    assertThat(hex(CanonicalEncoding.real(otherNaN))).isEqualTo("46000000087ff8000000000000");
    assertThat(hex(CanonicalEncoding.real(-0.0))).isEqualTo("46000000088000000000000000");
    assertThat(hex(CanonicalEncoding.real(0.0))).isEqualTo("46000000080000000000000000");
  }

  @Test
  void whatIsBelowAMicrosecondIsSeen() {
    assertThat(read(CanonicalEncoding.timestamp(Instant.parse("2024-01-01T00:00:00.000000001Z"))))
        .isEqualTo("T000\u001e2024-01-01T00:00:00.000000001Z");
  }

  @Test
  void whatNoTargetValueEqualsHasATagOfItsOwn() {
    assertThat(read(CanonicalEncoding.unrepresentable("NaN"))).isEqualTo("X000\u0003NaN");
    assertThat(CanonicalEncoding.unrepresentable("1"))
        .isNotEqualTo(CanonicalEncoding.text("1"))
        .isNotEqualTo(CanonicalEncoding.integer(1));
  }

  @Test
  void aFingerprintTellsValuesApartAndNothingElse() {
    assertThat(CanonicalEncoding.fingerprint(CanonicalEncoding.text("secret")))
        .matches("#[0-9a-f]{12}")
        .isNotEqualTo(CanonicalEncoding.fingerprint(CanonicalEncoding.text("Secret")));
    assertThat(CanonicalEncoding.fingerprint(CanonicalEncoding.nullValue())).isEqualTo("NULL");
  }

  @Test
  void aPersonWhoAsksCanReadAValue() {
    byte[] array =
        CanonicalEncoding.array(
            List.of(CanonicalEncoding.text("a"), CanonicalEncoding.nullValue()));
    assertThat(CanonicalEncoding.readable(array)).isEqualTo("[a, NULL]");
    assertThat(CanonicalEncoding.readable(CanonicalEncoding.real(0.1))).isEqualTo("0.1");
    assertThat(CanonicalEncoding.readable(CanonicalEncoding.bytes(new byte[] {1})))
        .isEqualTo("\\x01");
  }

  @Property
  void textIsEqualOnlyToItself(@ForAll String a, @ForAll String b) {
    String left = a.replaceAll("\\p{Cs}", "");
    String right = b.replaceAll("\\p{Cs}", "");
    assertThat(hex(CanonicalEncoding.text(left)).equals(hex(CanonicalEncoding.text(right))))
        .isEqualTo(left.equals(right));
  }

  @Property
  void aDoubleIsEqualOnlyToItself(@ForAll double value) {
    byte[] encoding = CanonicalEncoding.real(value);
    assertThat(hex(encoding)).isNotEqualTo(hex(CanonicalEncoding.real(Math.nextUp(value))));
  }

  @Property
  void arraysOfTextAreEqualOnlyToThemselves(@ForAll List<String> a, @ForAll List<String> b) {
    assertThat(hex(encoded(a)).equals(hex(encoded(b)))).isEqualTo(plain(a).equals(plain(b)));
  }

  private static byte[] encoded(List<String> elements) {
    return CanonicalEncoding.array(plain(elements).stream().map(CanonicalEncoding::text).toList());
  }

  private static List<String> plain(List<String> elements) {
    return elements.stream().map(text -> text.replaceAll("\\p{Cs}", "")).toList();
  }
}
