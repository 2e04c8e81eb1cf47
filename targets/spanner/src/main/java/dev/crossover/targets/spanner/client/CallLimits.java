package dev.crossover.targets.spanner.client;

import java.time.Duration;

/**
 * How long calls to Spanner may take.
 *
 * @param call the longest that one request and its answer take
 * @param silence the longest that a stream of rows waits for the next part of it while Spanner
 *     answers otherwise; a query over very many rows is silent before its first one
 * @param outage how long Spanner may give no answer at all before calls fail for good; until then
 *     they are tried again
 */
public record CallLimits(Duration call, Duration silence, Duration outage) {
  /** Longer than a healthy Spanner takes for anything. */
  public static final CallLimits STANDARD =
      new CallLimits(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofSeconds(45));
}
