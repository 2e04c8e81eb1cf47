package dev.crossover.sources.postgresql.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.KeyPart;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SourceValueTest {
  private static String hex(byte[] encoding) {
    return HexFormat.of().formatHex(encoding);
  }

  private static String read(byte[] encoding) {
    return new String(encoding, StandardCharsets.ISO_8859_1).replace("\0", "0");
  }

  private static List<String> sorted(Kind kind, String sourceType, String... texts) {
    return Stream.of(texts)
        .map(text -> SourceValue.key(kind, sourceType, text))
        .sorted()
        .map(KeyPart::literal)
        .toList();
  }

  @Test
  void aFloatIsTheFloatNearestToItsTextAndThenWidened() {
    assertThat(hex(SourceValue.encode(Kind.FLOAT32, "float4", "0.1")))
        .isEqualTo("46000000083fb99999a0000000");
    assertThat(hex(SourceValue.encode(Kind.FLOAT64, "float8", "0.1")))
        .isEqualTo("46000000083fb999999999999a");
    assertThat(hex(SourceValue.encode(Kind.FLOAT64, "float8", "-Infinity")))
        .isEqualTo("4600000008fff0000000000000");
  }

  @Test
  void aValueThatItsTargetTypeCannotHoldIsEqualToNone() {
    assertThat(read(SourceValue.encode(Kind.DECIMAL, "numeric", "NaN"))).isEqualTo("X000\u0003NaN");
    assertThat(read(SourceValue.encode(Kind.INTEGER, "numeric", "1.5"))).isEqualTo("X000\u00031.5");
    assertThat(read(SourceValue.encode(Kind.DATE, "date", "infinity"))).startsWith("X");
    assertThat(read(SourceValue.encode(Kind.TIMESTAMP, "timestamp", "-infinity"))).startsWith("X");
    assertThat(read(SourceValue.encode(Kind.FLOAT64, "numeric", "0.1"))).startsWith("X");
    assertThat(read(SourceValue.encode(Kind.FLOAT32, "float8", "0.1"))).startsWith("X");
    assertThat(read(SourceValue.encode(Kind.JSON, "json", "{\"a\":1,\"a\":2}"))).startsWith("X");
  }

  @Property
  void aDoubleIsReadFromItsTextExactly(@ForAll double value) {
    assertThat(hex(SourceValue.encode(Kind.FLOAT64, "float8", Double.toString(value))))
        .isEqualTo(hex(CanonicalEncoding.real(value)));
  }

  @Test
  void nanStandsBeforeEveryFloat() {
    assertThat(sorted(Kind.FLOAT64, "float8", "0", "Infinity", "NaN", "-Infinity"))
        .containsExactly("NaN", "-Infinity", "0.0", "Infinity");
  }

  @Test
  void textIsOrderedByItsOctets() {
    assertThat(sorted(Kind.TEXT, "text", "\uD83D\uDE00", "b", "\uFF5E", "B", "é", "a"))
        .containsExactly("B", "a", "b", "é", "\uFF5E", "\uD83D\uDE00");
  }

  @Test
  void infinityAndNanOfOtherTypesStandOutside() {
    assertThat(sorted(Kind.DECIMAL, "numeric", "NaN", "1e2", "-Infinity", "Infinity", "20"))
        .containsExactly("-Infinity", "20", "100", "Infinity", "NaN");
    assertThat(sorted(Kind.DATE, "date", "infinity", "2024-01-01", "0044-03-15 BC", "-infinity"))
        .containsExactly("-infinity", "0044-03-15 BC", "2024-01-01", "infinity");
  }
}
