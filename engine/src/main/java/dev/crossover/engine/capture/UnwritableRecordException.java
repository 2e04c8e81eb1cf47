package dev.crossover.engine.capture;

/** A record does not fit its own schema, so it is in no file. */
public final class UnwritableRecordException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnwritableRecordException(Throwable cause) {
    super("the record does not fit its schema", cause);
  }
}
