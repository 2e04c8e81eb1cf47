package dev.crossover.engine.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How time passes. Safe for many threads if its parts are.
 *
 * @param clock says what time it is; may be set at any moment
 * @param ticker how much time has passed
 * @param sleeper lets time pass
 */
public record Timing(Clock clock, Ticker ticker, Sleeper sleeper) {
  /** Of a clock that nobody sets. */
  public Timing(Clock clock, Sleeper sleeper) {
    this(clock, () -> Duration.between(Instant.EPOCH, clock.instant()), sleeper);
  }

  /** Measures how much time passes. */
  @FunctionalInterface
  public interface Ticker {
    /** The time since some moment that stays the same; never less than before. */
    Duration elapsed();
  }

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
    return new Timing(
        Clock.systemUTC(),
        () -> Duration.ofNanos(System.nanoTime()),
        duration -> Thread.sleep(duration.toMillis()));
  }

  /** For how long something takes and when it must end; {@link #now} may jump meanwhile. */
  public Duration elapsed() {
    return ticker.elapsed();
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
