package dev.crossover.engine.preflight;

/**
 * What a check found.
 *
 * @param check the check's name
 * @param observed what was seen, in a short sentence
 * @param hint what to do about it; empty for a pass
 */
public record Finding(String check, Verdict verdict, String observed, String hint) {

  /** What a finding means for the migration. */
  public enum Verdict {
    PASS,
    /** The migration may go on; somebody should know. */
    WARNING,
    /** It could not be looked at, so nobody knows; never a pass. */
    UNKNOWN,
    /** The migration must not start. */
    FAIL;

    /** Whether somebody has to do something first. */
    public boolean stops() {
      return this == FAIL || this == UNKNOWN;
    }
  }

  public static Finding pass(Check check, String observed) {
    return new Finding(check.name(), Verdict.PASS, observed, "");
  }

  public static Finding warning(Check check, String observed, String hint) {
    return new Finding(check.name(), Verdict.WARNING, observed, hint);
  }

  /**
   * @param why the question could not be asked, or got no answer
   */
  public static Finding unknown(Check check, String why, String hint) {
    return new Finding(check.name(), Verdict.UNKNOWN, why, hint);
  }

  public static Finding fail(Check check, String observed, String hint) {
    return new Finding(check.name(), Verdict.FAIL, observed, hint);
  }
}
