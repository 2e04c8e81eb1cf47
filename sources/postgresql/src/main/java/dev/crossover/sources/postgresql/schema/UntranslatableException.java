package dev.crossover.sources.postgresql.schema;

/** Ends the translation of an expression that is not in the safe subset; never leaves it. */
final class UntranslatableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UntranslatableException() {
    super("not in the safe subset", null, false, false);
  }

  static void unless(boolean condition) {
    if (!condition) {
      throw new UntranslatableException();
    }
  }
}
