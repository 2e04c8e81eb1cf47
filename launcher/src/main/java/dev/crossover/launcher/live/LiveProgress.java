package dev.crossover.launcher.live;

import dev.crossover.launcher.progress.Durations;
import dev.crossover.launcher.progress.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far the live side is.
 *
 * @param captured change events that the stream has written; empty if it does not tell
 * @param appliedFiles files whose events are all settled
 * @param appliedEvents events in those files
 * @param pendingFiles files that exist and are not settled yet
 * @param openDeadLetters events and rows that nobody has dealt with
 * @param lag how old the newest change is that the stream has written; empty if it cannot tell
 * @param appliedWatermark the position up to which everything is on the target, as the source
 *     prints it; empty before the live job knows one
 * @param appliedAge how long ago, by the source's clock, the change at the watermark was committed
 * @param unanswered why the source did not say what time it is; empty if it did, or was not asked
 * @param oldestPendingAge how old the oldest file is that is not settled; empty if there is none
 */
public record LiveProgress(
    OptionalLong captured,
    long appliedFiles,
    long appliedEvents,
    long pendingFiles,
    long openDeadLetters,
    Optional<Duration> lag,
    Optional<String> appliedWatermark,
    Optional<Duration> appliedAge,
    Optional<String> unanswered,
    Optional<Duration> oldestPendingAge) {

  public List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    captured.ifPresent(known -> readings.add(Reading.count("captured", known, "changes")));
    readings.add(Reading.count("applied", appliedEvents, "changes"));
    readings.add(Reading.gauge("backlog", pendingFiles + " files"));
    lag.ifPresent(value -> readings.add(Reading.gauge("lag", Durations.text(value))));
    if (openDeadLetters > 0) {
      readings.add(Reading.gauge("dead letters", openDeadLetters + " open"));
    }
    return readings;
  }
}
