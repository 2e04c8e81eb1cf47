package dev.crossover.launcher.gates;

import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.SourceLog.Mark;
import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.time.Timing;
import java.time.Duration;

/**
 * A sentinel that is written now reaches the target soon. Measured and not read off the newest
 * event's time, which says nothing about an idle source.
 */
record LagGate(SourceLog log, AppliedChanges applied, Duration limit, Timing timing)
    implements GateCheck {
  private static final Duration POLL = Duration.ofMillis(100);

  @Override
  public String name() {
    return "lag";
  }

  @Override
  public Gate look() {
    Duration begin = timing.elapsed();
    Mark mark = log.mark();
    boolean arrived = mark.isSeen(applied::hasSentinel);
    while (!arrived && since(begin).compareTo(limit) <= 0) {
      timing.pause(POLL);
      arrived = mark.isSeen(applied::hasSentinel);
    }
    Duration lag = since(begin);
    return new Gate(
        name(),
        arrived ? lag.toMillis() + " ms" : "more than " + limit.toSeconds() + " s",
        "at most " + limit.toSeconds() + " s",
        arrived && lag.compareTo(limit) <= 0,
        "see in crossover status whether stream and live job keep up, or raise"
            + " cutover.max_lag_seconds");
  }

  private Duration since(Duration begin) {
    return timing.elapsed().minus(begin);
  }
}
