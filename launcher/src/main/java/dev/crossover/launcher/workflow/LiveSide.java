package dev.crossover.launcher.workflow;

import dev.crossover.launcher.cutover.AppliedChanges;
import dev.crossover.launcher.source.SourceLog;
import dev.crossover.launcher.stream.ChangeStream;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** How far behind the source the target is. */
public final class LiveSide {
  private final SourceLog log;
  private final ChangeStream stream;
  private final AppliedChanges applied;
  private final Supplier<AppliedTotals> totals;
  private final Clock clock;

  /** What the ledger says about the files of the change stream. */
  public record AppliedTotals(long files, long events) {}

  public LiveSide(
      SourceLog log,
      ChangeStream stream,
      AppliedChanges applied,
      Supplier<AppliedTotals> totals,
      Clock clock) {
    this.log = log;
    this.stream = stream;
    this.applied = applied;
    this.totals = totals;
    this.clock = clock;
  }

  /** Watches for everything that is committed in the source now. */
  Arrival arrival() {
    return new Arrival(log.end(), stream, applied);
  }

  LiveProgress progress() {
    ChangeStream.Status status = stream.status();
    AppliedTotals done = totals.get();
    return new LiveProgress(
        status.events(),
        done.files(),
        done.events(),
        applied.unappliedFiles().size(),
        applied.openDeadLetters(),
        status.sourceTime().map(time -> Duration.between(time, clock.instant())));
  }
}
