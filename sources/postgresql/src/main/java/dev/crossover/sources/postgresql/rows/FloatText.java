package dev.crossover.sources.postgresql.rows;

import dev.crossover.engine.types.ShortestDecimal;
import java.math.BigDecimal;

/** Floating-point numbers as PostgreSQL 12 and later print them. */
final class FloatText {
  // Powers of ten from here on are printed with an exponent (PostgreSQL: d2s.c and f2s.c).
  private static final int DOUBLE_PLAIN_END = 15;
  private static final int FLOAT_PLAIN_END = 6;
  private static final int PLAIN_START = -4;

  private FloatText() {}

  static String of(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    return value == 0 ? zero(value) : text(ShortestDecimal.of(value), DOUBLE_PLAIN_END);
  }

  static String of(float value) {
    if (!Float.isFinite(value)) {
      return Float.toString(value);
    }
    return value == 0 ? zero(value) : text(ShortestDecimal.of(value), FLOAT_PLAIN_END);
  }

  private static String zero(double value) {
    return 1 / value < 0 ? "-0" : "0";
  }

  private static String text(BigDecimal decimal, int plainEnd) {
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= PLAIN_START && exponent < plainEnd) {
      return decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().abs().toString();
    String mantissa = digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "");
    return "%s%se%c%02d"
        .formatted(
            decimal.signum() < 0 ? "-" : "",
            mantissa,
            exponent < 0 ? '-' : '+',
            Math.abs(exponent));
  }
}
