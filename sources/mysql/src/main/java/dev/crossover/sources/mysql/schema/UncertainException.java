package dev.crossover.sources.mysql.schema;

/** Ends the reading of an expression that may mean something else elsewhere. */
final class UncertainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UncertainException() {
    super("may mean something else elsewhere", null, false, false);
  }

  static void unless(boolean certain) {
    if (!certain) {
      throw new UncertainException();
    }
  }
}
