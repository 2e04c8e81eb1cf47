package dev.crossover.sources.postgresql.capture;

/** A value is not what its column's type makes us expect; the message does not repeat it. */
final class UnreadableValueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableValueException(String column, ColumnType type, Throwable cause) {
    super(
        "column %s is no %s: %s".formatted(column, type.kind(), cause.getClass().getSimpleName()),
        cause);
  }
}
