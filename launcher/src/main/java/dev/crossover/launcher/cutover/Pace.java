package dev.crossover.launcher.cutover;

import java.time.Clock;
import java.time.Duration;

/**
 * How time passes.
 *
 * @param clock tells it
 * @param pause lets it pass
 */
public record Pace(Clock clock, Pause pause) {
  /** Waits. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  /** The time of this machine. */
  public static Pace real() {
    return new Pace(Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis()));
  }
}
