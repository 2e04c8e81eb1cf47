package dev.crossover.launcher.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Verification, as far as a cutover needs it. */
public interface FencedVerification {
  /** The last verification that ended, if there was one. */
  Optional<Last> last();

  /** How long each scope would take now, by the rate that was measured; empty if none was. */
  Optional<Estimate> estimate();

  /**
   * Compares. Interrupted when the allowed downtime is over; nothing it does outlives that.
   *
   * @throws dev.crossover.contract.CrossoverException if it cannot be done
   */
  Outcome verify(Scope scope);

  /** What is compared. */
  enum Scope {
    /** Every row. */
    FULL,
    /** The rows that changed since the last verification that passed, and every row count. */
    CHANGED
  }

  /** What came out of it. */
  enum Verdict {
    PASS,
    MISMATCH,
    INCOMPLETE
  }

  /**
   * A verification that ended.
   *
   * @param leftToTheFence rows that differ until the cutover copies them again, if nothing else
   *     keeps the verdict from PASS; else 0
   */
  record Last(Verdict verdict, long leftToTheFence, Instant finishedAt) {
    /** Whether nothing is left but what the cutover does and verifies inside the fence. */
    public boolean isEnough() {
      return verdict == Verdict.PASS || leftToTheFence > 0;
    }
  }

  /** Predicted durations. */
  record Estimate(Duration full, Duration changed) {}

  /**
   * @param summary one line for a person
   */
  record Outcome(Verdict verdict, String summary) {}
}
