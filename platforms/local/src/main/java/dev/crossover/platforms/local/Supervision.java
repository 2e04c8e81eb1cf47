package dev.crossover.platforms.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what becomes of a job that is to run until it is cancelled: when it is started again,
 * when it counts as stalled, and when that is given up. It does nothing itself. For one thread.
 */
final class Supervision {
  private final Rules rules;
  private Optional<Instant> started = Optional.empty();
  private Instant moved = Instant.MIN;
  private Instant nextStart = Instant.MIN;
  private long done;
  private int restarts;
  private boolean stalled;
  private Optional<String> lastError = Optional.empty();

  /**
   * @param stalledAfter how long a job that has work may make no progress
   * @param restarts how often the job is started again before that is given up
   * @param firstPause before the first of them, doubled each time
   * @param longestPause the most that the pause grows to
   * @param healthyAfter after running so long, restarts are counted from 0 again
   */
  record Rules(
      Duration stalledAfter,
      int restarts,
      Duration firstPause,
      Duration longestPause,
      Duration healthyAfter) {
    /** For a job that has patience of its own with what it works on. */
    static final Rules STANDARD =
        new Rules(
            Duration.ofMinutes(2),
            5,
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10));

    /**
     * For the capture, which ends whenever the source does: enough for a source that is restarted,
     * moved or patched, about half an hour. The source keeps its log all the while.
     */
    static final Rules CAPTURE =
        new Rules(
            STANDARD.stalledAfter(),
            30,
            STANDARD.firstPause(),
            STANDARD.longestPause(),
            STANDARD.healthyAfter());
  }

  /**
   * What can be seen of the job.
   *
   * @param ending how it ended, if it does not run
   * @param sign what it said last, in this run or an earlier one
   */
  record Look(boolean running, Optional<String> ending, Optional<SignOfLife> sign) {}

  /** What is to be done now. */
  enum Action {
    NOTHING,
    START,
    STOP,
    GIVE_UP
  }

  Supervision(Rules rules) {
    this.rules = rules;
  }

  Action decide(Look look, Instant now) {
    return look.running() ? whileRunning(look, now) : whileEnded(look, now);
  }

  private Action whileRunning(Look look, Instant now) {
    if (started.isEmpty()) {
      begun(now);
    }
    look.sign().filter(this::isOfThisRun).ifPresent(this::note);
    if (Duration.between(moved, now).compareTo(rules.stalledAfter()) >= 0) {
      lastError =
          Optional.of(
              "made no progress for %d s".formatted(Duration.between(moved, now).toSeconds()));
      stalled = true;
      return Action.STOP;
    }
    if (started.filter(at -> !now.isBefore(at.plus(rules.healthyAfter()))).isPresent()) {
      restarts = 0;
    }
    return Action.NOTHING;
  }

  /** Nobody could have said anything until now. */
  void excuseSilence(Instant now) {
    if (started.isPresent()) {
      moved = now;
    }
  }

  private boolean isOfThisRun(SignOfLife sign) {
    return started.filter(at -> !sign.at().isBefore(at)).isPresent();
  }

  private void note(SignOfLife sign) {
    if (!sign.hasWork() || sign.done() != done) {
      moved = sign.at();
    }
    done = sign.done();
  }

  private Action whileEnded(Look look, Instant now) {
    if (started.isPresent()) {
      ended(look, now);
    }
    if (lastError.isPresent() && restarts >= rules.restarts()) {
      return Action.GIVE_UP;
    }
    if (now.isBefore(nextStart)) {
      return Action.NOTHING;
    }
    if (lastError.isPresent()) {
      restarts++;
    }
    begun(now);
    return Action.START;
  }

  private void ended(Look look, Instant now) {
    started = Optional.empty();
    // A job that was stopped because it stalled did not end by itself.
    lastError = stalled ? lastError : look.ending().or(() -> Optional.of("ended"));
    Duration pause = rules.firstPause().multipliedBy(1L << Math.min(restarts, 20));
    nextStart = now.plus(pause.compareTo(rules.longestPause()) > 0 ? rules.longestPause() : pause);
  }

  private void begun(Instant now) {
    started = Optional.of(now);
    moved = now;
    done = 0;
    stalled = false;
  }

  /** How often the job was started again lately. */
  int restarts() {
    return restarts;
  }

  /** Why the job last ended or was ended; empty if it never did. */
  Optional<String> lastError() {
    return lastError;
  }
}
