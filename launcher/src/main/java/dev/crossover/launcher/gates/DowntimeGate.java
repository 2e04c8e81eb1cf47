package dev.crossover.launcher.gates;

import dev.crossover.launcher.verify.FencedVerification;
import dev.crossover.launcher.verify.FencedVerification.Estimate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What must be verified inside the fence fits into half of the allowed downtime, and into all of it
 * together with what a stream that cannot tell is waited for.
 *
 * @param evidence how long that is; zero for a stream that says how far it is
 */
record DowntimeGate(
    FencedVerification verification, Duration maxDowntime, Supplier<Duration> evidence)
    implements GateCheck {
  @Override
  public String name() {
    return "predicted-downtime";
  }

  @Override
  public Gate look() {
    Optional<Estimate> estimate = verification.estimate();
    Duration waits = evidence.get();
    return new Gate(
        name(),
        estimate.map(DowntimeGate::text).orElse("no verification has measured a rate")
            + (waits.isZero() ? "" : ", and %d s for evidence".formatted(waits.toSeconds())),
        "at most %d s, half of cutover.max_downtime_seconds".formatted(half().toSeconds())
            + (waits.isZero() ? "" : ", and %d s with evidence".formatted(maxDowntime.toSeconds())),
        estimate
            .map(known -> shorter(known.full(), known.changed()))
            .filter(time -> fits(time, waits))
            .isPresent(),
        "run crossover verify, so that less is left to verify, or raise"
            + " cutover.max_downtime_seconds"
            + (waits.isZero() ? "" : ", or lower google_cloud.capture.rotation_seconds"));
  }

  private boolean fits(Duration verification, Duration waits) {
    return verification.compareTo(half()) <= 0
        && verification.plus(waits).compareTo(maxDowntime) <= 0;
  }

  private Duration half() {
    return maxDowntime.dividedBy(2);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String text(Estimate estimate) {
    return "%.1f s for every row, %.1f s for those that changed"
        .formatted(estimate.full().toMillis() / 1e3, estimate.changed().toMillis() / 1e3);
  }
}
