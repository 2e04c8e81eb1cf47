package dev.crossover.launcher.workflow;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.verify.LiveChanges;
import dev.crossover.launcher.cutover.AppliedChanges;
import dev.crossover.launcher.source.SourceLog;
import dev.crossover.launcher.stream.ChangeStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What verification needs to know of the change stream while writes flow. */
public final class OnlineChanges implements LiveChanges {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final SourceLog log;
  private final ChangeStream stream;
  private final AppliedChanges applied;
  private final Clock clock;
  private final Waiting waiting;

  public OnlineChanges(
      SourceLog log, ChangeStream stream, AppliedChanges applied, Clock clock, Waiting waiting) {
    this.log = log;
    this.stream = stream;
    this.applied = applied;
    this.clock = clock;
    this.waiting = waiting;
  }

  @Override
  public Position mark() {
    return log.end();
  }

  @Override
  public boolean awaitApplied(Position position, Duration timeout) {
    Instant end = clock.instant().plus(timeout);
    Arrival arrival = new Arrival(position, stream, applied);
    while (!arrival.reached()) {
      if (clock.instant().isAfter(end)) {
        return false;
      }
      waiting.pause(LOOK);
    }
    // A dead letter's file counts as applied, but its event is not on the target.
    return applied.openDeadLetters() == 0;
  }
}
