package dev.crossover.sources.postgresql.verify;

import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.CanonicalJson;
import dev.crossover.engine.verify.encoding.KeyPart;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HexFormat;

/**
 * What the text of a PostgreSQL value means in a target column of a portable type. A value that no
 * value of that type equals has an encoding that the target never has; nothing is rounded to fit.
 */
final class SourceValue {
  private SourceValue() {}

  static byte[] encode(Kind kind, String sourceType, String text) {
    try {
      return switch (kind) {
        case BOOLEAN -> CanonicalEncoding.bool(bool(text));
        case INTEGER -> integer(text);
        case FLOAT32 -> float32(sourceType, text);
        case FLOAT64 -> float64(sourceType, text);
        case DECIMAL -> CanonicalEncoding.decimal(new BigDecimal(text));
        case TEXT -> CanonicalEncoding.text(text);
        case BYTES -> CanonicalEncoding.bytes(bytes(text));
        case DATE ->
            PostgresqlTime.date(text)
                .map(CanonicalEncoding::date)
                .orElseGet(() -> CanonicalEncoding.unrepresentable(text));
        case TIMESTAMP ->
            PostgresqlTime.timestamp(text)
                .map(CanonicalEncoding::timestamp)
                .orElseGet(() -> CanonicalEncoding.unrepresentable(text));
        case JSON -> CanonicalEncoding.json(CanonicalJson.of(text));
        case TIME, DATE_TIME, UUID, OTHER, ARRAY -> throw notCompared(kind);
      };
    } catch (NumberFormatException | IOException notInThisType) {
      // NaN and infinity of numeric; a JSON key that stands twice.
      return CanonicalEncoding.unrepresentable(text);
    }
  }

  static KeyPart key(Kind kind, String sourceType, String text) {
    return switch (kind) {
      case BOOLEAN -> KeyPart.of(bool(text));
      case INTEGER, DECIMAL -> numberKey(text);
      case FLOAT32, FLOAT64 -> KeyPart.of(real(sourceType, text));
      case TEXT -> KeyPart.of(text);
      case BYTES -> KeyPart.of(bytes(text));
      case DATE ->
          PostgresqlTime.date(text).map(date -> KeyPart.of(date, text)).orElse(infinite(text));
      case TIMESTAMP ->
          PostgresqlTime.timestamp(text).map(time -> KeyPart.of(time, text)).orElse(infinite(text));
      case JSON, TIME, DATE_TIME, UUID, OTHER, ARRAY -> throw notCompared(kind);
    };
  }

  private static IllegalArgumentException notCompared(Kind kind) {
    return new IllegalArgumentException("a comparison with " + kind + " is not defined");
  }

  private static KeyPart numberKey(String text) {
    if (text.equals("NaN")) {
      return KeyPart.farAbove(text);
    }
    return text.endsWith("Infinity") ? infinite(text) : KeyPart.of(new BigDecimal(text));
  }

  private static KeyPart infinite(String text) {
    return text.startsWith("-") ? KeyPart.below(text) : KeyPart.above(text);
  }

  // A cast to text says true, and the output form inside an array says t.
  private static boolean bool(String text) {
    return text.startsWith("t");
  }

  private static byte[] integer(String text) {
    try {
      return CanonicalEncoding.integer(new BigDecimal(text).toBigIntegerExact());
    } catch (ArithmeticException fraction) {
      return CanonicalEncoding.unrepresentable(text);
    }
  }

  private static byte[] float64(String sourceType, String text) {
    double value = real(sourceType, text);
    return isExact(sourceType, text, value)
        ? CanonicalEncoding.real(value)
        : CanonicalEncoding.unrepresentable(text);
  }

  private static byte[] float32(String sourceType, String text) {
    double value = real(sourceType, text);
    boolean fits = Double.compare((float) value, value) == 0;
    return fits && isExact(sourceType, text, value)
        ? CanonicalEncoding.real(value)
        : CanonicalEncoding.unrepresentable(text);
  }

  // The shortest text of a float4 stands for the float nearest to it, which is then widened.
  private static double real(String sourceType, String text) {
    return sourceType.equals("float4") ? Float.parseFloat(text) : Double.parseDouble(text);
  }

  private static boolean isExact(String sourceType, String text, double value) {
    boolean binary = sourceType.equals("float4") || sourceType.equals("float8");
    return binary
        || !Double.isFinite(value)
        || new BigDecimal(value).compareTo(new BigDecimal(text)) == 0;
  }

  private static byte[] bytes(String text) {
    if (!text.startsWith("\\x")) {
      throw new IllegalStateException("bytea_output must be hex in the source's session");
    }
    return HexFormat.of().parseHex(text, 2, text.length());
  }
}
