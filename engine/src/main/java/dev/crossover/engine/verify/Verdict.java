package dev.crossover.engine.verify;

/** What a verification found. */
public enum Verdict {
  /** Everything was compared, and it is equal. */
  PASS,
  /** At least one row differs, whatever else was or was not compared. */
  MISMATCH,
  /** No difference was found, but not everything was compared. */
  INCOMPLETE;

  /**
   * The verdict over two parts: a mismatch outweighs what is missing, and that outweighs a pass.
   */
  Verdict and(Verdict other) {
    if (this == MISMATCH || other == MISMATCH) {
      return MISMATCH;
    }
    return this == INCOMPLETE || other == INCOMPLETE ? INCOMPLETE : PASS;
  }
}
