package dev.crossover.sources.debezium;

/** A value is not what its column's type makes us expect; the message does not repeat it. */
public final class UnreadableValueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param type what the column's values are
   */
  public UnreadableValueException(String column, String type, Throwable cause) {
    super(
        "column %s is no %s: %s".formatted(column, type, cause.getClass().getSimpleName()), cause);
  }
}
