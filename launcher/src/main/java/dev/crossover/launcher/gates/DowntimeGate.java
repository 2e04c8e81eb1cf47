package dev.crossover.launcher.gates;

import dev.crossover.launcher.verify.FencedVerification;
import dev.crossover.launcher.verify.FencedVerification.Estimate;
import java.time.Duration;
import java.util.Optional;

/** What must be verified inside the fence fits into half of the allowed downtime. */
record DowntimeGate(FencedVerification verification, Duration maxDowntime) implements GateCheck {
  @Override
  public String name() {
    return "predicted-downtime";
  }

  @Override
  public Gate look() {
    Optional<Estimate> estimate = verification.estimate();
    Duration half = maxDowntime.dividedBy(2);
    return new Gate(
        name(),
        estimate.map(DowntimeGate::text).orElse("no verification has measured a rate"),
        "at most " + half.toSeconds() + " s, half of cutover.max_downtime_seconds",
        estimate.filter(e -> shorter(e.full(), e.changed()).compareTo(half) <= 0).isPresent(),
        "run crossover verify, so that less is left to verify, or raise"
            + " cutover.max_downtime_seconds");
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String text(Estimate estimate) {
    return "%.1f s for every row, %.1f s for those that changed"
        .formatted(estimate.full().toMillis() / 1e3, estimate.changed().toMillis() / 1e3);
  }
}
