package dev.crossover.launcher.cutover;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.Writers;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.fence.CutoverStoppedException;
import dev.crossover.launcher.fence.Deadline;
import java.time.Duration;
import java.util.List;

/**
 * Waits until nobody has a transaction open that writes to a moved table, then ends those who still
 * have one.
 *
 * <p>A prepared transaction is not ended: its coordinator was promised that it can still commit.
 *
 * @param limit how long to wait before sessions are ended
 */
record Drain(Writers writers, Duration limit, Timing timing) implements CutoverStep {
  /** How long the server may take to roll back what was ended. */
  private static final Duration END = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "drain";
  }

  @Override
  public String plan() {
    return "wait up to " + limit.toSeconds() + " s for open writers, then end their sessions";
  }

  @Override
  public String run(Lease lease) {
    if (noneLeftWithin(limit)) {
      return "no writer is left";
    }
    List<OpenTransaction> left = writers.open();
    left.forEach(writers::end);
    if (noneLeftWithin(END)) {
      return "ended " + OpenTransaction.texts(left);
    }
    throw new CutoverStoppedException(
        ExitCode.ABORTED,
        "transactions that write to moved tables are still open: "
            + OpenTransaction.texts(writers.open())
            + "; end them, by a commit or rollback of those that are prepared");
  }

  private boolean noneLeftWithin(Duration time) {
    return Deadline.in(timing, time).reached(() -> writers.open().isEmpty());
  }
}
