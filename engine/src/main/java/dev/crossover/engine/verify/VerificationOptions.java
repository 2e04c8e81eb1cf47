package dev.crossover.engine.verify;

import java.time.Duration;

/**
 * How a verification runs.
 *
 * @param chunkRows rows of the source between two cuts; at least 1
 * @param recheckAttempts how often a row that keeps changing is looked at again before the verdict
 *     is INCOMPLETE; at least 1
 * @param applyTimeout the longest that one recheck waits for the applied watermark
 * @param detailsPerTable the most mismatches that a table lists; all are counted
 * @param showValues whether mismatches show values and not only their fingerprints, but for columns
 *     whose name says that they are secret; values may be personal data, so such a report must not
 *     be logged
 */
public record VerificationOptions(
    int chunkRows,
    int recheckAttempts,
    Duration applyTimeout,
    int detailsPerTable,
    boolean showValues) {
  public VerificationOptions {
    if (chunkRows < 1) {
      throw new IllegalArgumentException("chunkRows must be at least 1, got " + chunkRows);
    }
    if (recheckAttempts < 1) {
      throw new IllegalArgumentException(
          "recheckAttempts must be at least 1, got " + recheckAttempts);
    }
  }

  /** Chunks of 10,000 rows, 10 rechecks of at most 60 seconds, 100 details, no values. */
  public static VerificationOptions defaults() {
    return new VerificationOptions(10_000, 10, Duration.ofSeconds(60), 100, false);
  }
}
