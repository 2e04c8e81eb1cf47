package dev.crossover.engine.target;

import dev.crossover.engine.rows.UnconvertibleValueException;
import dev.crossover.engine.schema.TargetColumn;
import java.util.List;

/**
 * How a target holds values. What it makes of a value is its own affair: the engine only passes it
 * on and asks whether two key parts are equal. Safe for many threads.
 */
public interface TargetValues {
  /**
   * The value of the target column that a portable value fills. Nothing is rounded or clipped.
   *
   * @param value a portable value, or null
   * @return null for NULL
   * @throws UnconvertibleValueException if the column cannot hold the value
   */
  Object convert(TargetColumn column, Object value);

  /**
   * A converted value as part of a key; parts are equal exactly if the target takes them for equal.
   *
   * @param value not null
   */
  Object keyPart(Object value);

  /** The portable value that a key part stands for. */
  Object portable(Object keyPart);

  /**
   * @param values converted values, none of them null
   */
  default TargetKey key(String table, List<?> values) {
    return new TargetKey(table, values.stream().map(this::keyPart).toList());
  }
}
