package dev.crossover.engine.target;

import dev.crossover.contract.CrossoverException;

/** The target refuses these rows and would take others; nothing of them is written. */
public final class RowsRefusedException extends CrossoverException {
  private final Reason reason;

  /** What stands against the rows; if more than one thing does, the target names any of them. */
  public enum Reason {
    /** Another row has a value that must be unique. That can change. */
    UNIQUE_VALUE_TAKEN,
    /** Another row is missing, or still needs the one to be deleted. That can change. */
    OTHER_ROW,
    /** The target never takes such a row. */
    NEVER
  }

  /**
   * @param sentence the target's own words
   */
  public RowsRefusedException(Reason reason, String sentence, Throwable cause) {
    super(sentence, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Whether the same rows may be taken later. */
  public boolean mayPassLater() {
    return reason != Reason.NEVER;
  }
}
