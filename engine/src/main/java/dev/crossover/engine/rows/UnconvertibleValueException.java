package dev.crossover.engine.rows;

import dev.crossover.contract.CrossoverException;
import dev.crossover.engine.schema.TargetColumn;

/** A source value that its target column cannot hold; the row becomes a dead letter. */
public final class UnconvertibleValueException extends CrossoverException {
  /**
   * @param targetType the column's type in the target's words
   * @param value a portable value, or null
   * @param reason why, in words that end the sentence "cannot store ... in ...: "
   */
  public UnconvertibleValueException(
      TargetColumn column, String targetType, Object value, String reason) {
    super(message(column, targetType, value, reason));
  }

  public UnconvertibleValueException(
      TargetColumn column, String targetType, Object value, String reason, Throwable cause) {
    super(message(column, targetType, value, reason), cause);
  }

  // A value may be personal data, and messages reach logs: only its form is shown.
  private static String message(
      TargetColumn column, String targetType, Object value, String reason) {
    String form = value == null ? "NULL" : "a " + value.getClass().getSimpleName();
    return "cannot store %s of source type %s in column %s %s: %s; change the column's type in the mapping file"
        .formatted(form, column.sourceType().declared(), column.name(), targetType, reason);
  }
}
