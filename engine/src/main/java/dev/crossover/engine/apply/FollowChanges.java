package dev.crossover.engine.apply;

import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.time.InterruptedWaitException;
import dev.crossover.engine.time.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Applies what comes into the bucket until its thread is interrupted.
 *
 * <p>While nothing is left to apply it asks only whether the bucket was written to. It lists the
 * bucket all the same from time to time, so that an unnoticed file is late and not lost. For one
 * thread.
 */
public final class FollowChanges implements Runnable {
  /** How often progress is published while nothing happens. */
  private static final Duration PUBLISH_EVERY = Duration.ofSeconds(10);

  /** A list of very many files takes long; it may use a two-hundredth of the time. */
  private static final int LIST_SHARE = 200;

  private final Rounds rounds;
  private final Bucket bucket;
  private final Supplier<Optional<AppliedWatermark>> emitted;
  private final Consumer<ApplyProgress> published;
  private final Pauses pauses;
  private final Timing timing;
  private Optional<AppliedWatermark> watermark = Optional.empty();

  /** Applies some of what can be applied now, such as {@link ApplyLoop#round}. */
  @FunctionalInterface
  public interface Rounds {
    ApplyLoop.Standing round();
  }

  /**
   * How long this waits.
   *
   * @param poll between two looks whether the bucket was written to
   * @param list between two lists of a bucket that was not written to
   */
  public record Pauses(Duration poll, Duration list) {}

  /**
   * @param emitted how far the change stream is; all changes up to there are in the bucket
   * @param published receives the progress after each round, and every ten seconds
   */
  public FollowChanges(
      Rounds rounds,
      Bucket bucket,
      Supplier<Optional<AppliedWatermark>> emitted,
      Consumer<ApplyProgress> published,
      Pauses pauses,
      Timing timing) {
    this.rounds = rounds;
    this.bucket = bucket;
    this.emitted = emitted;
    this.published = published;
    this.pauses = pauses;
    this.timing = timing;
  }

  /**
   * @throws dev.crossover.contract.TargetException if rounds have failed for too long
   * @throws InterruptedWaitException if the thread is interrupted
   */
  @Override
  public void run() {
    while (true) {
      applyAndWait();
    }
  }

  /** One turn: applies what there is, then waits until another look is worth it. */
  public void applyAndWait() {
    Instant began;
    long writes;
    ApplyLoop.Standing standing;
    do {
      began = timing.now();
      // In this order: what is emitted is in the bucket, and what comes later is counted later.
      Optional<AppliedWatermark> reached = emitted.get();
      writes = bucket.writes();
      standing = rounds.round();
      publish(standing, reached);
    } while (standing.more());
    if (standing.left() > 0 || standing.failure().isPresent()) {
      timing.pause(pauses.poll());
    } else {
      awaitWrite(standing, writes, listAgain(Duration.between(began, timing.now())));
    }
  }

  private Instant listAgain(Duration lastRound) {
    Duration pause = lastRound.multipliedBy(LIST_SHARE);
    return timing.now().plus(pause.compareTo(pauses.list()) > 0 ? pause : pauses.list());
  }

  private void awaitWrite(ApplyLoop.Standing standing, long writes, Instant end) {
    Instant publishNext = timing.now().plus(PUBLISH_EVERY);
    do {
      timing.pause(pauses.poll());
      if (!timing.now().isBefore(publishNext)) {
        publishNext = timing.now().plus(PUBLISH_EVERY);
        Optional<AppliedWatermark> reached = emitted.get();
        if (bucket.writes() == writes) {
          publish(standing, reached);
        }
      }
    } while (bucket.writes() == writes && timing.now().isBefore(end));
  }

  private void publish(ApplyLoop.Standing standing, Optional<AppliedWatermark> reached) {
    // While there may be more, what is left was not looked for in this round.
    if (standing.left() == 0 && !standing.more() && standing.failure().isEmpty()) {
      watermark = reached;
    }
    published.accept(
        new ApplyProgress(
            timing.now(), standing.files(), standing.left(), watermark, standing.failure()));
  }
}
