package dev.crossover.engine.journal;

import dev.crossover.engine.time.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until it is told to move, or set. */
public final class TestClock extends Clock {
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private volatile Duration passed = Duration.ZERO;

  /** Time passes while somebody waits. */
  public Timing timing() {
    return new Timing(this, this::elapsed, this::advance);
  }

  public Duration elapsed() {
    return passed;
  }

  /** Somebody sets the clock; no time passes. */
  public synchronized void set(Duration ahead) {
    now = now.plus(ahead);
  }

  public synchronized void advance(Duration time) {
    now = now.plus(time);
    passed = passed.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
