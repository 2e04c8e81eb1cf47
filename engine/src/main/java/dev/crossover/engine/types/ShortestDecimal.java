package dev.crossover.engine.types;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The decimal with the fewest digits that gives a floating-point number back.
 *
 * <p>Java's own {@code Double.toString} prints more digits than needed before JDK 19 (JDK-4511638),
 * and JDK 17 is supported.
 */
public final class ShortestDecimal {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private ShortestDecimal() {}

  /**
   * @param value finite
   * @return without trailing zeros
   */
  public static BigDecimal of(double value) {
    if (value == 0) {
      return BigDecimal.ZERO;
    }
    double size = Math.abs(value);
    BigDecimal exact = new BigDecimal(size);
    BigDecimal below = exact.subtract(new BigDecimal(Math.nextDown(size)));
    BigDecimal above = new BigDecimal(Math.ulp(size));
    return signed(shortest(exact, below, above), value < 0);
  }

  /**
   * @param value finite
   * @return without trailing zeros
   */
  public static BigDecimal of(float value) {
    if (value == 0) {
      return BigDecimal.ZERO;
    }
    float size = Math.abs(value);
    BigDecimal exact = new BigDecimal(size);
    BigDecimal below = exact.subtract(new BigDecimal(Math.nextDown(size)));
    BigDecimal above = new BigDecimal(Math.ulp(size));
    return signed(shortest(exact, below, above), value < 0);
  }

  private static BigDecimal signed(BigDecimal size, boolean negative) {
    BigDecimal stripped = size.stripTrailingZeros();
    return negative ? stripped.negate() : stripped;
  }

  /**
   * @param below the distance to the next smaller number
   * @param above the distance to the next larger number
   */
  private static BigDecimal shortest(BigDecimal exact, BigDecimal below, BigDecimal above) {
    // A decimal just half way could be read as either number, so neither end is taken.
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
}
