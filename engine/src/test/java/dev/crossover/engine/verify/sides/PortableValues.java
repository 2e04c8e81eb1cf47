package dev.crossover.engine.verify.sides;

import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.KeyPart;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Encodes the portable values of the databases in memory. */
public final class PortableValues {
  private PortableValues() {}

  /**
   * A source value that no target value equals, such as an infinite date; as a key it stands after
   * all others.
   */
  public record Beyond(String text) {}

  static byte[] encode(Object value) {
    if (value == null) {
      return CanonicalEncoding.nullValue();
    }
    if (value instanceof Beyond beyond) {
      return CanonicalEncoding.unrepresentable(beyond.text());
    }
    if (value instanceof List<?> elements) {
      return CanonicalEncoding.array(elements.stream().map(PortableValues::encode).toList());
    }
    return encodeSingle(value);
  }

  private static byte[] encodeSingle(Object value) {
    if (value instanceof Boolean bool) {
      return CanonicalEncoding.bool(bool);
    }
    if (value instanceof Long integer) {
      return CanonicalEncoding.integer(integer);
    }
    if (value instanceof Double real) {
      return CanonicalEncoding.real(real);
    }
    if (value instanceof BigDecimal decimal) {
      return CanonicalEncoding.decimal(decimal);
    }
    if (value instanceof String text) {
      return CanonicalEncoding.text(text);
    }
    if (value instanceof LocalDate date) {
      return CanonicalEncoding.date(date);
    }
    if (value instanceof Instant time) {
      return CanonicalEncoding.timestamp(time);
    }
    throw new IllegalArgumentException("not a portable value: " + value.getClass());
  }

  static KeyPart key(Object value) {
    if (value == null) {
      return KeyPart.ofNull();
    }
    if (value instanceof Beyond beyond) {
      return KeyPart.above(beyond.text());
    }
    if (value instanceof Long integer) {
      return KeyPart.of(BigDecimal.valueOf(integer));
    }
    if (value instanceof Double real) {
      return KeyPart.of(real);
    }
    if (value instanceof String text) {
      return KeyPart.of(text);
    }
    throw new IllegalArgumentException("not a key: " + value.getClass());
  }
}
