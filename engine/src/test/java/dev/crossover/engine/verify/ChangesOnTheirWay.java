package dev.crossover.engine.verify;

import java.time.Duration;
import java.util.Optional;

/**
 * Changes that arrive when somebody waits for them, those up to position 16.848.
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
  public void requireMoving() {}

  @Override
  public Optional<String> awaitWhatIsVisible(Duration timeout) {
    arrival.run();
    return caughtUp
        ? Optional.empty()
        : Optional.of("changes up to 16.848 were not applied within " + timeout.toSeconds() + " s");
  }
}
