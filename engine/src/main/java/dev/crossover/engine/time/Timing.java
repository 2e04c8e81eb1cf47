package dev.crossover.engine.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How time passes. Safe for many threads if its parts are.
 *
 * @param clock says what time it is
 * @param sleeper lets time pass
 */
public record Timing(Clock clock, Sleeper sleeper) {
  /** Waits. */
  @FunctionalInterface
  public interface Sleeper {
    /**
     * Returns after {@code duration}.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void sleep(Duration duration) throws InterruptedException;
  }

  /** The time of this machine. */
  public static Timing real() {
    return new Timing(Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis()));
  }

  public Instant now() {
    return clock.instant();
  }

  /**
   * Returns after {@code duration}.
   *
   * @throws InterruptedWaitException if the thread is interrupted; it stays marked as such
   */
  public void pause(Duration duration) {
    try {
      sleeper.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException(e);
    }
  }
}
