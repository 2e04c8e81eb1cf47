package dev.crossover.launcher.cutover;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.ChangeStream.Status;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.SourceLog.Mark;
import dev.crossover.engine.source.Writers;
import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.cutover.CutoverReport.CatchUpKind;
import dev.crossover.launcher.fence.CutoverStoppedException;
import dev.crossover.launcher.fence.Deadline;
import dev.crossover.launcher.gates.CutoverLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
final class CatchUp implements CutoverStep {
  /** The stream's own heartbeat may be seen for a moment; a writer that escaped stays. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  private final ChangeStream stream;
  private final AppliedChanges applied;
  private final SourceLog log;
  private final Writers writers;
  private final CutoverLimits limits;
  private final Timing timing;

  CatchUp(
      ChangeStream stream,
      AppliedChanges applied,
      SourceLog log,
      Writers writers,
      CutoverLimits limits,
      Timing timing) {
    this.stream = stream;
    this.applied = applied;
    this.log = log;
    this.writers = writers;
    this.limits = limits;
    this.timing = timing;
  }

  @Override
  public String name() {
    return "catch-up";
  }

  @Override
  public String plan() {
    return "wait up to "
        + limits.catchUp().toSeconds()
        + " s until every change before the fence is on the target";
  }

  @Override
  public String run(Lease lease) {
    Result result = prove();
    refuseWriters();
    String kind = JournalledCutover.text(result.kind());
    lease.advance(
        Phase.FENCED,
        Phase.CAUGHT_UP,
        Map.of(
            JournalDetails.CATCH_UP, kind, JournalDetails.END_POSITION, result.end().toString()));
    return kind + " up to " + log.positions().of(result.end());
  }

  private void refuseWriters() {
    if (!Deadline.in(timing, HEARTBEAT).reached(() -> writers.open().isEmpty())) {
      throw new CutoverStoppedException(
          ExitCode.ABORTED,
          "a writer escaped the fence: "
              + OpenTransaction.texts(writers.open())
              + "; find and close it");
    }
  }

  /** How it is known, and the place up to which it is. */
  private record Result(CatchUpKind kind, Position end) {}

  private Result prove() {
    Deadline deadline = Deadline.in(timing, limits.catchUp());
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

  private CatchUpKind awaitEmitted(Mark mark, Deadline deadline) {
    if (runningStatus().emitted().isPresent()) {
      if (!deadline.reached(() -> hasEmitted(mark))) {
        throw late(
            "the change stream has emitted up to "
                + stream.status().emitted().map(log.positions()::of).orElse("nowhere")
                + ", and must reach "
                + log.positions().of(mark.position()));
      }
      return CatchUpKind.PROOF;
    }
    if (!deadline.reached(() -> hasArrived(mark))) {
      throw late("the sentinel " + mark.token() + " has not arrived on the target");
    }
    timing.pause(limits.rotation().multipliedBy(2));
    return CatchUpKind.EVIDENCE;
  }

  private boolean hasEmitted(Mark mark) {
    return runningStatus().emitted().filter(e -> e.isAtLeast(mark.position())).isPresent();
  }

  private boolean hasArrived(Mark mark) {
    runningStatus();
    return applied.hasSentinel(mark.token());
  }

  private Status runningStatus() {
    Status status = stream.status();
    if (status.state() != ChangeStream.State.RUNNING) {
      throw new CutoverStoppedException(
          ExitCode.ABORTED,
          "the change stream does not run ("
              + status.state()
              + ") "
              + status.error().orElse("")
              + "; start it with crossover capture and look at its log");
    }
    return status;
  }

  private void awaitApplied(Deadline deadline) {
    if (!deadline.reached(this::nothingIsUnapplied)) {
      throw late(unapplied(applied.unappliedFiles()));
    }
    refuseDeadLetters();
  }

  private boolean nothingIsUnapplied() {
    refuseDeadLetters();
    return applied.unappliedFiles().isEmpty();
  }

  private static String unapplied(List<String> files) {
    return files.size()
        + " change files are not applied"
        + (files.isEmpty() ? "" : ", the first is " + files.get(0));
  }

  private void refuseDeadLetters() {
    long open = applied.openDeadLetters();
    if (open > 0) {
      throw new CutoverStoppedException(
          ExitCode.ABORTED,
          open
              + " dead letters are open; look at crossover dead-letters list, then retry or"
              + " discard them");
    }
  }

  private void refuseChangeAfter(Mark end, Optional<Position> change) {
    if (change.filter(position -> position.isAtLeast(end.position())).isPresent()) {
      throw escaped(change);
    }
  }

  private CutoverStoppedException escaped(Optional<Position> change) {
    return new CutoverStoppedException(
        ExitCode.ABORTED,
        "a writer escaped the fence: the stream carried a change at "
            + change.map(log.positions()::of).orElse("an unknown position")
            + " after the last writer was gone; find it (a superuser, a role that"
            + " source.application_roles does not name) and close it");
  }

  private CutoverStoppedException late(String what) {
    return new CutoverStoppedException(
        ExitCode.CATCH_UP_TIMED_OUT,
        "after "
            + limits.catchUp().toSeconds()
            + " s "
            + what
            + "; see whether stream and live job run, or raise cutover.catch_up_timeout_seconds");
  }
}
