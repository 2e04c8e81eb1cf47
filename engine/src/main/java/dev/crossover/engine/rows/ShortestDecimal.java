package dev.crossover.engine.rows;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The fewest digits that give a floating-point number back, as PostgreSQL 12 and later print them.
 *
 * <p>Java's own {@code Double.toString} prints more digits than needed before JDK 19 (JDK-4511638),
 * and JDK 17 is supported.
 */
final class ShortestDecimal {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  // Powers of ten from here on are printed with an exponent (PostgreSQL: d2s.c and f2s.c).
  private static final int DOUBLE_PLAIN_END = 15;
  private static final int FLOAT_PLAIN_END = 6;
  private static final int PLAIN_START = -4;

  private ShortestDecimal() {}

  static String of(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 && 1 / value < 0 ? "-0" : value == 0 ? "0" : Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(Math.abs(value));
    BigDecimal below = exact.subtract(new BigDecimal(Math.nextDown(Math.abs(value))));
    BigDecimal above = new BigDecimal(Math.ulp(value));
    return (value < 0 ? "-" : "") + text(shortest(exact, below, above), DOUBLE_PLAIN_END);
  }

  static String of(float value) {
    if (value == 0 || !Float.isFinite(value)) {
      return of((double) value);
    }
    BigDecimal exact = new BigDecimal(Math.abs(value));
    BigDecimal below = exact.subtract(new BigDecimal(Math.nextDown(Math.abs(value))));
    BigDecimal above = new BigDecimal(Math.ulp(value));
    return (value < 0 ? "-" : "") + text(shortest(exact, below, above), FLOAT_PLAIN_END);
  }

  /**
   * @param below the distance to the next smaller number
   * @param above the distance to the next larger number
   */
  private static BigDecimal shortest(BigDecimal exact, BigDecimal below, BigDecimal above) {
    // A decimal just half way could be read as either number, so PostgreSQL takes neither end.
    BigDecimal low = exact.subtract(below.divide(TWO));
    BigDecimal high = exact.add(above.divide(TWO));
    for (int digits = 1; ; digits++) {
      BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (within(nearest, low, high)) {
        return nearest;
      }
      // Above a power of two the numbers are wider apart than below it.
      BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
      if (within(up, low, high)) {
        return up;
      }
    }
  }

  private static boolean within(BigDecimal decimal, BigDecimal low, BigDecimal high) {
    return decimal.compareTo(low) > 0 && decimal.compareTo(high) < 0;
  }

  private static String text(BigDecimal decimal, int plainEnd) {
    BigDecimal stripped = decimal.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    if (exponent >= PLAIN_START && exponent < plainEnd) {
      return stripped.toPlainString();
    }
    String digits = stripped.unscaledValue().toString();
    String mantissa = digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "");
    return "%se%c%02d".formatted(mantissa, exponent < 0 ? '-' : '+', Math.abs(exponent));
  }
}
