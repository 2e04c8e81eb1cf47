package dev.crossover.launcher.live;

import dev.crossover.engine.platform.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the live job does its work, judged by the ledger and not by the job's own words.
 *
 * @param oldestPending the source's minute of the oldest file that is not applied; empty if none is
 *     left
 * @param lastRecorded when the ledger last got a file
 */
public record LiveHealth(
    Job.Status job, Optional<Instant> oldestPending, Optional<Instant> lastRecorded) {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A file is named after the minute in which it was begun, and comes after it. */
  private static final Duration NAMED_MINUTE = Duration.ofMinutes(1);

  /** The job's state, or STALLED if it runs, has work, and has recorded nothing for a minute. */
  public String state(Instant now) {
    return isStalled(now) ? "STALLED" : job.state().name();
  }

  private boolean isStalled(Instant now) {
    Optional<Instant> waitingSince = oldestPending.map(minute -> minute.plus(NAMED_MINUTE));
    return job.state() == Job.State.RUNNING
        && waitingSince.isPresent()
        && Stream.of(waitingSince, lastRecorded, job.since())
            .flatMap(Optional::stream)
            .allMatch(moved -> !now.isBefore(moved.plus(PATIENCE)));
  }

  /** What a person does about the job; empty if nothing is to be done. */
  public Optional<String> nextStep(Instant now) {
    if (isStalled(now)) {
      return Optional.of(
          "The live job has work and makes no progress. Its supervisor starts it again after two"
              + " minutes; if that does not help, read the job's log, then: crossover run.");
    }
    return switch (job.state()) {
      case FAILED ->
          Optional.of(
              "The live job has ended. Read its log, repair the cause, then: crossover run.");
      case RESTARTING ->
          Optional.of(
              "The live job has ended and is started again by itself. If it ends again and again,"
                  + " read its log and repair the cause.");
      case NOT_STARTED, RUNNING, DONE -> Optional.empty();
    };
  }
}
