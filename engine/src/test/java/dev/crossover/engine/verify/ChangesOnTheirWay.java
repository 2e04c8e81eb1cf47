package dev.crossover.engine.verify;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import java.time.Duration;

/**
 * Changes that arrive when somebody waits for them. They go on coming, and are marked at position
 * 16.848.
 *
 * @param caughtUp whether all of them have arrived then
 * @param arrival what arrives
 */
public record ChangesOnTheirWay(boolean caughtUp, Runnable arrival) implements LiveChanges {
  /** Nothing is on its way. */
  public static LiveChanges none() {
    return new ChangesOnTheirWay(true, () -> {});
  }

  /** Nothing arrives any more, and not all is there. */
  public static LiveChanges stuck() {
    return new ChangesOnTheirWay(false, () -> {});
  }

  @Override
  public Position mark() {
    return new Position(16, 848);
  }

  @Override
  public PositionText positions() {
    return PositionText.PLAIN;
  }

  @Override
  public void requireMoving() {}

  @Override
  public boolean awaitApplied(Position position, Duration timeout) {
    arrival.run();
    return caughtUp;
  }
}
