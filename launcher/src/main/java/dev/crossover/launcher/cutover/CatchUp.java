package dev.crossover.launcher.cutover;

import dev.crossover.engine.changes.Position;
import dev.crossover.launcher.cutover.CutoverReport.CatchUpKind;
import dev.crossover.launcher.source.SourceLog;
import dev.crossover.launcher.source.SourceLog.Mark;
import dev.crossover.launcher.stream.ChangeStream;
import dev.crossover.launcher.stream.ChangeStream.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Shows that everything which was written before the fence is on the target.
 *
 * <p>Proof: the stream has emitted up to a place above every write; only then are the files listed,
 * and every one of them is applied. A stream that cannot say how far it is gives evidence: our
 * sentinel has arrived, and after two more rotations of files every listed one is applied.
 *
 * <p>In both cases a second sentinel follows the first, and nothing but sentinels may stand between
 * them, or a writer has escaped the fence.
 */
final class CatchUp {
  private final ChangeStream stream;
  private final AppliedChanges applied;
  private final SourceLog log;
  private final Limits limits;
  private final Pace pace;

  CatchUp(ChangeStream stream, AppliedChanges applied, SourceLog log, Limits limits, Pace pace) {
    this.stream = stream;
    this.applied = applied;
    this.log = log;
    this.limits = limits;
    this.pace = pace;
  }

  /** How it is known, and the place up to which it is. */
  record Result(CatchUpKind kind, Position end) {}

  /**
   * @throws StoppedException if it takes too long, something stands in the way, or a writer escaped
   */
  Result prove() throws InterruptedException {
    Deadline deadline = Deadline.in(pace, limits.catchUp());
    Mark end = log.mark();
    CatchUpKind kind = awaitEmitted(end, deadline);
    awaitApplied(deadline);
    Optional<Position> newest = stream.status().lastChange();
    refuseChangeAfter(end, newest);

    Mark second = log.mark();
    awaitEmitted(second, deadline);
    Optional<Position> newestNow = stream.status().lastChange();
    refuseChangeAfter(end, newestNow);
    if (!newest.equals(newestNow)) {
      throw escaped(newestNow);
    }
    awaitApplied(deadline);
    return new Result(kind, end.position());
  }

  private CatchUpKind awaitEmitted(Mark mark, Deadline deadline) throws InterruptedException {
    if (runningStatus().emitted().isPresent()) {
      deadline.await(
          () -> runningStatus().emitted().filter(e -> e.isAtLeast(mark.position())).isPresent(),
          () ->
              late(
                  "the change stream has emitted up to "
                      + stream.status().emitted().map(Position::toLsn).orElse("nowhere")
                      + ", and must reach "
                      + mark.position().toLsn()));
      return CatchUpKind.PROOF;
    }
    deadline.await(
        () -> {
          runningStatus();
          return applied.hasSentinel(mark.token());
        },
        () -> late("the sentinel " + mark.token() + " has not arrived on the target"));
    Duration rotations = limits.rotation().multipliedBy(2);
    pace.pause().of(rotations);
    return CatchUpKind.EVIDENCE;
  }

  private Status runningStatus() {
    Status status = stream.status();
    if (status.state() != ChangeStream.State.RUNNING) {
      throw new StoppedException(
          ExitCode.ABORTED,
          "the change stream does not run ("
              + status.state()
              + ") "
              + status.error().orElse("")
              + "; start it with crossover capture and look at its log");
    }
    return status;
  }

  private void awaitApplied(Deadline deadline) throws InterruptedException {
    deadline.await(
        () -> {
          refuseDeadLetters();
          return applied.unappliedFiles().isEmpty();
        },
        () -> late(unapplied(applied.unappliedFiles())));
    refuseDeadLetters();
  }

  private static String unapplied(List<String> files) {
    return files.size()
        + " change files are not applied"
        + (files.isEmpty() ? "" : ", the first is " + files.get(0));
  }

  private void refuseDeadLetters() {
    long open = applied.openDeadLetters();
    if (open > 0) {
      throw new StoppedException(
          ExitCode.ABORTED,
          open
              + " dead letters are open; look at crossover dead-letters list, then retry or"
              + " discard them");
    }
  }

  private static void refuseChangeAfter(Mark end, Optional<Position> change) {
    if (change.filter(position -> position.isAtLeast(end.position())).isPresent()) {
      throw escaped(change);
    }
  }

  private static StoppedException escaped(Optional<Position> change) {
    return new StoppedException(
        ExitCode.ABORTED,
        "a writer escaped the fence: the stream carried a change at "
            + change.map(Position::toLsn).orElse("an unknown position")
            + " after the last writer was gone; find it (a superuser, a role that"
            + " source.application_roles does not name) and close it");
  }

  private StoppedException late(String what) {
    return new StoppedException(
        ExitCode.CATCH_UP_TIMED_OUT,
        "after "
            + limits.catchUp().toSeconds()
            + " s "
            + what
            + "; see whether stream and live job run, or raise cutover.catch_up_timeout_seconds");
  }
}
