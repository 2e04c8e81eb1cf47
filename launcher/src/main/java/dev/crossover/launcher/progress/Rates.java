package dev.crossover.launcher.progress;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How fast each count has risen of late. */
final class Rates {
  /** Long enough to smooth commits, short enough to show a stall. */
  private static final Duration WINDOW = Duration.ofSeconds(15);

  private record Sample(Instant at, long done) {}

  private final Clock clock;
  private final Map<String, Deque<Sample>> samples = new HashMap<>();

  Rates(Clock clock) {
    this.clock = clock;
  }

  /**
   * @return units per second over the last seconds; 0 until two samples are known
   */
  double add(Reading.Count count) {
    Deque<Sample> seen = samples.computeIfAbsent(count.name(), name -> new ArrayDeque<>());
    Instant now = clock.instant();
    if (!seen.isEmpty() && seen.getLast().done() > count.done()) {
      seen.clear();
    }
    seen.addLast(new Sample(now, count.done()));
    while (seen.size() > 2 && seen.getFirst().at().isBefore(now.minus(WINDOW))) {
      seen.removeFirst();
    }
    Sample first = seen.getFirst();
    long millis = Duration.between(first.at(), now).toMillis();
    return millis <= 0 ? 0 : (count.done() - first.done()) * 1000.0 / millis;
  }
}
