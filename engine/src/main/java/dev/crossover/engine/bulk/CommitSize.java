package dev.crossover.engine.bulk;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many rows go into one commit: few at first, more while the target is quick, fewer when it is
 * slow. A commit that takes longer than its deadline would be sent again, as large as before. For
 * one thread.
 */
final class CommitSize {
  /** Where targets are about as quick a row as with more. */
  private static final int FIRST = 250;

  private static final Duration QUICK = Duration.ofMillis(500);
  private static final Duration SLOW = Duration.ofSeconds(2);

  private final int most;
  private final LongSupplier nanoTime;
  private int rows;

  /**
   * @param most rows that a commit may take
   * @param nanoTime as {@link System#nanoTime}
   */
  CommitSize(int most, LongSupplier nanoTime) {
    this.most = most;
    this.nanoTime = nanoTime;
    this.rows = Math.min(FIRST, most);
  }

  int rows() {
    return rows;
  }

  /** Commits, and learns from the time that it takes. */
  void learnFrom(Runnable commit) {
    long begin = nanoTime.getAsLong();
    commit.run();
    Duration took = Duration.ofNanos(nanoTime.getAsLong() - begin);
    if (took.compareTo(QUICK) < 0) {
      rows = Math.min(2 * rows, most);
    } else if (took.compareTo(SLOW) > 0) {
      rows = Math.max(1, rows / 2);
    }
  }
}
