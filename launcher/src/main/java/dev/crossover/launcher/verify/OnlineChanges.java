package dev.crossover.launcher.verify;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.platform.JobFailedException;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.time.Timing;
import dev.crossover.engine.verify.LiveChanges;
import dev.crossover.launcher.capture.RunningStream;
import dev.crossover.launcher.deadletters.OrderInDoubt;
import dev.crossover.launcher.live.AppliedUpTo;
import java.time.Duration;
import java.util.Optional;

/** What verification needs to know of the change stream while writes flow. */
public final class OnlineChanges implements LiveChanges {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final SourceLog log;
  private final ChangeStream stream;
  private final Job live;
  private final AppliedChanges applied;
  private final OrderInDoubt orderInDoubt;
  private final Duration rotations;
  private final Timing timing;

  /**
   * @param live the job that applies what the stream brings
   * @param rotations of files after which a stream that cannot tell has brought what it has read
   */
  public OnlineChanges(
      SourceLog log,
      ChangeStream stream,
      Job live,
      AppliedChanges applied,
      OrderInDoubt orderInDoubt,
      Duration rotations,
      Timing timing) {
    this.log = log;
    this.stream = stream;
    this.live = live;
    this.applied = applied;
    this.orderInDoubt = orderInDoubt;
    this.rotations = stream.tellsHowFar() ? Duration.ZERO : rotations;
    this.timing = timing;
  }

  @Override
  public void requireMoving() {
    log.end();
    requireRunning();
  }

  private void requireRunning() {
    RunningStream.require(stream);
    Job.Status status = live.status();
    if (status.state() != Job.State.RUNNING) {
      throw new JobFailedException("the live job", status.detail().orElse("it is not running"));
    }
  }

  @Override
  public Optional<String> awaitWhatIsVisible(Duration timeout) {
    LogPosition visible = log.end();
    if (!isApplied(timeout)) {
      return Optional.of(
          "changes up to %s were not applied within %d s"
              .formatted(log.positions().of(visible), timeout.toSeconds()));
    }
    long inDoubt = orderInDoubt.settle();
    if (inDoubt > 0) {
      return Optional.of("the order of the changes of %d rows is in doubt".formatted(inDoubt));
    }
    // A dead letter's file counts as applied, but its event is not on the target.
    long dead = applied.openDeadLetters();
    return dead == 0
        ? Optional.empty()
        : Optional.of(
            "changes that could not be moved are not on the target: %d open in crossover"
                    .formatted(dead)
                + " dead-letters list");
  }

  private boolean isApplied(Duration timeout) {
    // The sentinel's own file closes within one rotation more.
    Duration end = timing.elapsed().plus(timeout).plus(rotations.multipliedBy(3).dividedBy(2));
    AppliedUpTo arrival = AppliedUpTo.now(log, stream, applied, rotations, timing);
    while (!arrival.reached()) {
      requireRunning();
      if (timing.elapsed().compareTo(end) > 0) {
        return false;
      }
      timing.pause(LOOK);
    }
    return true;
  }
}
