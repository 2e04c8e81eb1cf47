package dev.crossover.engine.apply;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.target.WritesEndedException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with rounds while there is something to apply, and tolerates a target or a bucket that
 * fails for a while. Not safe for threads: one loop for each shard.
 */
public final class ApplyLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ApplyLoop.class);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final ApplyRound round;
  private final Duration patience;
  private final Clock clock;
  private Optional<Instant> failingSince = Optional.empty();
  private Instant nextAttempt = Instant.MIN;
  private int failures;
  private Instant nextReport = Instant.MIN;
  private Optional<String> failure = Optional.empty();
  private long finished;
  private long left;
  private long deadLetters;
  private boolean more;
  private long files;
  private long events;

  /**
   * @param patience how long rounds may fail one after the other before the loop gives up
   */
  public ApplyLoop(ApplyRound round, Duration patience, Clock clock) {
    this.round = round;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Where the loop stands after some rounds.
   *
   * @param files finished so far; a file with parked events counts each time it is tried
   * @param left files that were not applied when last looked at
   * @param more whether the next round may apply something at once: files are left, or may have
   *     come
   * @param failure why the last round failed; empty if it did not
   */
  public record Standing(long files, long left, boolean more, Optional<String> failure) {}

  /**
   * Runs rounds until one leaves nothing that could be applied at once, or one fails.
   *
   * @return when the last round began: what came later may not have been seen
   * @throws TargetException if rounds have failed for longer than the patience
   */
  public Instant drain() {
    Instant began;
    do {
      began = clock.instant();
    } while (round().more());
    return began;
  }

  /**
   * Runs one round. After a failure it does nothing until its pause is over.
   *
   * @throws WritesEndedException if the migration does not write to the target any more
   * @throws TargetException if rounds have failed for longer than the patience
   */
  public Standing round() {
    more = false;
    if (clock.instant().isBefore(nextAttempt)) {
      return standing();
    }
    try {
      ApplyRound.Report report = round.run();
      failures = 0;
      failingSince = Optional.empty();
      failure = Optional.empty();
      finished += report.files();
      deadLetters += report.deadLetters();
      left = report.left();
      more = report.more();
      tell(report);
    } catch (WritesEndedException e) {
      throw e;
    } catch (CrossoverException | UncheckedIOException e) {
      failed(e);
    }
    return standing();
  }

  /** How many events have become dead letters since the loop was made. */
  public long deadLetters() {
    return deadLetters;
  }

  private Standing standing() {
    return new Standing(finished, left, more, failure);
  }

  private void failed(RuntimeException e) {
    Instant now = clock.instant();
    Instant since = failingSince.orElse(now);
    failingSince = Optional.of(since);
    failure = Optional.of(String.valueOf(e.getMessage()));
    failures++;
    if (Duration.between(since, now).compareTo(patience) > 0) {
      throw new TargetException(
          "live apply has failed %d times since %s, last with: %s; nothing is lost: repair it and start the job again"
              .formatted(failures, since, e.getMessage()),
          e);
    }
    Duration pause = Duration.ofMillis(500L << Math.min(failures - 1, 10));
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    nextAttempt = now.plus(pause);
    LOG.warn(
        "apply=failed failures={} next_attempt_in={} error={}", failures, pause, e.getMessage());
  }

  private void tell(ApplyRound.Report report) {
    files += report.files();
    events += report.events();
    if (files > 0 && !clock.instant().isBefore(nextReport)) {
      LOG.info(
          "apply=running files={} events={} parked={} dead_letters={} more={}",
          files,
          events,
          report.parked(),
          report.deadLetters(),
          report.more());
      files = 0;
      events = 0;
      nextReport = clock.instant().plus(REPORT_EVERY);
    }
  }
}
