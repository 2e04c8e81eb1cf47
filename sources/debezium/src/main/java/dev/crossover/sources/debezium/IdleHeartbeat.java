package dev.crossover.sources.debezium;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Has the source write a row of our own when nothing has come for a while. */
public final class IdleHeartbeat {
  /** How long nothing may come. */
  public static final Duration IDLE = Duration.ofSeconds(10);

  private final Runnable beat;
  private final Clock clock;
  private Instant seen;

  /**
   * @param beat writes the row
   */
  public IdleHeartbeat(Clock clock, Runnable beat) {
    this.clock = clock;
    this.beat = beat;
    this.seen = clock.instant();
  }

  /** Something has come. */
  public void seen() {
    seen = clock.instant();
  }

  public void beatIfIdle() {
    if (!clock.instant().isBefore(seen.plus(IDLE))) {
      seen = clock.instant();
      beat.run();
    }
  }
}
