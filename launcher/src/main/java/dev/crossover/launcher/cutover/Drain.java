package dev.crossover.launcher.cutover;

import static java.util.stream.Collectors.joining;

import dev.crossover.launcher.source.OpenTransaction;
import dev.crossover.launcher.source.Writers;
import java.time.Duration;
import java.util.List;

/**
 * Waits until nobody has an open transaction that wrote, then ends those who still have one.
 *
 * <p>A prepared transaction is not ended: its coordinator was promised that it can still commit.
 */
final class Drain {
  /** How long the server may take to roll back what was ended. */
  private static final Duration END = Duration.ofSeconds(10);

  private final Writers writers;
  private final Limits limits;
  private final Pace pace;

  Drain(Writers writers, Limits limits, Pace pace) {
    this.writers = writers;
    this.limits = limits;
    this.pace = pace;
  }

  /**
   * @return what was done, in one line
   * @throws StoppedException if a transaction cannot be ended
   */
  String run() throws InterruptedException {
    Deadline deadline = Deadline.in(pace, limits.drain());
    try {
      deadline.await(() -> writers.open().isEmpty(), () -> open(writers.open()));
      return "no writer is left";
    } catch (StoppedException late) {
      List<OpenTransaction> left = writers.open();
      left.forEach(writers::end);
      Deadline.in(pace, END).await(() -> writers.open().isEmpty(), () -> open(writers.open()));
      return "ended " + text(left);
    }
  }

  private static StoppedException open(List<OpenTransaction> left) {
    return new StoppedException(
        ExitCode.ABORTED,
        "transactions that wrote are still open: "
            + text(left)
            + "; end them (COMMIT PREPARED or ROLLBACK PREPARED for prepared ones)");
  }

  private static String text(List<OpenTransaction> transactions) {
    return transactions.stream().map(OpenTransaction::text).collect(joining("; "));
  }
}
