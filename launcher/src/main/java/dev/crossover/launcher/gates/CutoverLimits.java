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
        Duration.ofSeconds(cutover.maxLagSeconds()),
        Duration.ofSeconds(cutover.maxDowntimeSeconds()),
        Duration.ofSeconds(cutover.drainTimeoutSeconds()),
        Duration.ofSeconds(cutover.catchUpTimeoutSeconds()),
        Duration.ofSeconds(settings.verification().maxAgeSeconds()),
        Duration.ofMillis(settings.capture().rotationMillis()));
  }
}
