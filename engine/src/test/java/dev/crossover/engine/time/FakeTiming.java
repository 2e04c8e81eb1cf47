package dev.crossover.engine.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only while somebody waits. For one thread. */
public final class FakeTiming extends Clock implements Timing.Sleeper {
  private final List<Runnable> whileWaiting = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  public Timing timing() {
    return new Timing(this, this);
  }

  /** Something that happens during the next wait. */
  public void duringNextWait(Runnable event) {
    whileWaiting.add(event);
  }

  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public void sleep(Duration duration) {
    advance(duration);
    List<Runnable> events = List.copyOf(whileWaiting);
    whileWaiting.clear();
    events.forEach(Runnable::run);
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
    throw new UnsupportedOperationException("the fake clock has one zone");
  }
}
