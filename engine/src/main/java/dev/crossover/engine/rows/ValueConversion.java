package dev.crossover.engine.rows;

import com.google.cloud.spanner.Value;
import dev.crossover.engine.schema.TargetColumn;

/**
 * Turns a portable source value into the value of the target column it fills.
 *
 * <p>Bulk load and live apply both end here, so a value cannot differ by the way it came. A
 * portable value is what both can carry: {@code null}, {@link Boolean}, {@link Long}, {@link
 * Double}, {@link Float}, {@link java.math.BigDecimal}, {@link String} (also every type without a
 * better form, in the source's own text form), {@link com.google.cloud.ByteArray}, {@link
 * java.time.LocalDate}, {@link java.time.LocalTime}, {@link java.time.Instant} (also a timestamp
 * without zone, read as UTC), and a {@link java.util.List} of these for arrays.
 */
public final class ValueConversion {
  private ValueConversion() {}

  /**
   * @throws UnconvertibleValueException if the column's type cannot hold the value
   */
  public static Value convert(TargetColumn column, Object value) {
    if (value instanceof String text) {
      return Value.string(text);
    }
    throw new UnconvertibleValueException(column, value, "no conversion");
  }
}
