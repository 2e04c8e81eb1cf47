package dev.crossover.launcher.cutover;

import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.time.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether no change file has come for a time, and every one that had is applied. For one thread.
 */
final class QuietBucket {
  private final AppliedChanges applied;
  private final Duration time;
  private final Timing timing;
  private Optional<Instant> last = Optional.empty();
  private Optional<Duration> since = Optional.empty();

  QuietBucket(AppliedChanges applied, Duration time, Timing timing) {
    this.applied = applied;
    this.time = time;
    this.timing = timing;
  }

  /** A file that came, was applied and went between two looks is seen in the ledger. */
  boolean isQuiet() {
    Optional<Instant> recorded = applied.lastRecorded();
    boolean quiet =
        since.isPresent() && recorded.equals(last) && applied.unappliedFiles().isEmpty();
    if (!quiet) {
      last = recorded;
      since = Optional.of(timing.elapsed());
    }
    return timing.elapsed().minus(since.orElseThrow()).compareTo(time) >= 0;
  }
}
