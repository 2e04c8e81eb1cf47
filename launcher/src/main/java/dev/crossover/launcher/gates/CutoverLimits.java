package dev.crossover.launcher.gates;

import dev.crossover.contract.Settings;
import java.time.Duration;

/**
 * How long things may take.
 *
 * @param downtime from the fence to the journal
 * @param rotation the longest a change waits in the stream for its file to close
 */
public record CutoverLimits(
    Duration lag,
    Duration downtime,
    Duration drain,
    Duration catchUp,
    Duration verificationAge,
    Duration rotation) {

  /** The limits that the settings of an environment name. */
  public static CutoverLimits of(Settings settings) {
    Settings.Cutover cutover = settings.cutover();
    return new CutoverLimits(
        lag(settings),
        Duration.ofSeconds(cutover.maxDowntimeSeconds()),
        Duration.ofSeconds(cutover.drainTimeoutSeconds()),
        catchUp(settings),
        Duration.ofSeconds(settings.verification().maxAgeSeconds()),
        rotation(settings));
  }

  /** What a change may take to the target, beside its wait for its file to close. */
  private static Duration lag(Settings settings) {
    Duration lag = Duration.ofSeconds(settings.cutover().maxLagSeconds());
    return settings.platform() == Settings.Platform.LOCAL ? lag : lag.plus(rotation(settings));
  }

  /** What the target may take, beside what the files of two sentinels and the quiet take. */
  private static Duration catchUp(Settings settings) {
    Duration target = Duration.ofSeconds(settings.cutover().catchUpTimeoutSeconds());
    return settings.platform() == Settings.Platform.LOCAL
        ? target
        : target.plus(rotation(settings).multipliedBy(4));
  }

  private static Duration rotation(Settings settings) {
    return settings
        .googleCloud()
        .map(cloud -> Duration.ofSeconds(cloud.capture().rotationSeconds()))
        .orElse(Duration.ofMillis(settings.capture().rotationMillis()));
  }

  /** For how long nothing new may come before a stream that cannot tell counts as quiet. */
  public Duration quiet() {
    return rotation.multipliedBy(2);
  }

  /** What a cutover waits for such a stream: the files of three sentinels, and two quiets. */
  public Duration evidence() {
    return rotation.multipliedBy(3).plus(quiet().multipliedBy(2));
  }
}
