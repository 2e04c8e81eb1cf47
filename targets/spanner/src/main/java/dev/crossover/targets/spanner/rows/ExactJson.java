package dev.crossover.targets.spanner.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.crossover.engine.types.ShortestDecimal;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Whether Spanner's JSON keeps a text without loss. It keeps the first of duplicate keys, and
 * numbers as 64-bit integers (signed or not) or doubles.
 */
final class ExactJson {
  /** The deepest nesting that Spanner's JSON has. */
  private static final int MAX_DEPTH = 80;

  /** The most bytes that Spanner's JSON has; a Java character is at least one. */
  private static final int MAX_LENGTH = 10_485_760;

  private static final BigInteger MAX_UNSIGNED =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_LENGTH)
                  .maxNameLength(MAX_LENGTH)
                  .build())
          .build();

  private ExactJson() {}

  /** Why Spanner would not keep the text; empty if it does. */
  static Optional<String> problem(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.of("it has %d characters".formatted(text.length()));
    }
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isNumeric() && !isExact(parser.getText())) {
          return Optional.of("Spanner's JSON cannot hold one of its numbers exactly");
        }
        if (!isText(token, parser)) {
          return Optional.of("it has half of a surrogate pair");
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "Spanner's JSON has no duplicate keys, no nesting above 80 levels and no other syntax");
    }
  }

  private static boolean isExact(String number) {
    BigDecimal exact;
    try {
      exact = new BigDecimal(number);
    } catch (NumberFormatException e) {
      return false; // an exponent of more than 32 bits
    }
    if (number.chars().allMatch(c -> c == '-' || Character.isDigit(c))
        && (exact.toBigInteger().bitLength() < 64
            || (exact.signum() > 0 && exact.toBigInteger().compareTo(MAX_UNSIGNED) <= 0))) {
      return true;
    }
    double rounded = exact.doubleValue();
    return !Double.isInfinite(rounded) && ShortestDecimal.of(rounded).compareTo(exact) == 0;
  }

  /** A source may let half of a surrogate pair pass; no UTF-8 text can hold it. */
  private static boolean isText(JsonToken token, JsonParser parser) throws IOException {
    if (token != JsonToken.VALUE_STRING && token != JsonToken.FIELD_NAME) {
      return true;
    }
    return parser.getText().codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }
}
