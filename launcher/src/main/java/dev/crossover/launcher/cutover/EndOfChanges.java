package dev.crossover.launcher.cutover;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.ChangeStream.Status;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.SourceLog.Mark;
import dev.crossover.engine.source.Writers;
import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.cutover.CutoverReport.CatchUpKind;
import dev.crossover.launcher.deadletters.OrderInDoubt;
import dev.crossover.launcher.fence.CutoverStoppedException;
import dev.crossover.launcher.fence.Deadline;
import dev.crossover.launcher.gates.CutoverLimits;
import dev.crossover.launcher.gates.Gate;
import dev.crossover.launcher.gates.GateCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether everything up to a sentinel is on the target, and nobody has written since.
 *
 * <p>Proof: the stream has emitted up to a place above every write; only then are the files listed,
 * and every one of them is applied. A stream that cannot say how far it is gives evidence: our
 * sentinels have arrived, and for two rotations of files nothing new has come, and every listed one
 * is applied.
 *
 * <p>Each method throws {@link CutoverStoppedException} when the cutover must not go on.
 */
record EndOfChanges(
    ChangeStream stream,
    Job live,
    AppliedChanges applied,
    OrderInDoubt orderInDoubt,
    SourceLog log,
    Writers writers,
    GateCheck schema,
    CutoverLimits limits,
    Timing timing) {
  /** A session that was just ended may be seen for a moment. */
  private static final Duration ENDING = Duration.ofSeconds(2);

  Deadline deadline() {
    return Deadline.in(timing, limits.catchUp());
  }

  /** Writes a sentinel. */
  Mark mark() {
    return log.mark();
  }

  String text(LogPosition position) {
    return log.positions().of(position);
  }

  /** Waits until the sentinel is on the target, and what has come with it. */
  CatchUpKind await(Mark mark, Deadline deadline) {
    return await(mark, deadline, false);
  }

  /** Waits until everything before the sentinel is on the target, and nothing more comes. */
  CatchUpKind awaitAll(Mark mark, Deadline deadline) {
    return await(mark, deadline, true);
  }

  private CatchUpKind await(Mark mark, Deadline deadline, boolean quiet) {
    CatchUpKind kind = awaitEmitted(mark, deadline);
    if (quiet && kind == CatchUpKind.EVIDENCE) {
      awaitQuiet(deadline);
    }
    AtomicReference<String> seen = new AtomicReference<>("the target did not answer");
    if (!deadline.reached(() -> nothingIsUnapplied(seen))) {
      throw late(seen.get());
    }
    refuseDeadLetters(0);
    return kind;
  }

  private CatchUpKind awaitEmitted(Mark mark, Deadline deadline) {
    runningStatus();
    if (stream.tellsHowFar()) {
      if (!deadline.reached(() -> hasEmitted(mark))) {
        throw late(
            "the change stream has emitted up to "
                + stream.status().emitted().map(this::text).orElse("nowhere")
                + ", and must reach "
                + text(mark.position()));
      }
      return CatchUpKind.PROOF;
    }
    if (!deadline.reached(() -> hasArrived(mark))) {
      throw late(
          "the sentinel " + String.join(", ", mark.tokens()) + " has not arrived on the target");
    }
    return CatchUpKind.EVIDENCE;
  }

  private void awaitQuiet(Deadline deadline) {
    QuietBucket bucket = new QuietBucket(applied, limits.quiet(), timing);
    if (!deadline.reached(() -> isQuiet(bucket))) {
      throw late(
          "new change files still come, and for %d s none may"
              .formatted(limits.quiet().toSeconds()));
    }
  }

  /** A stream that stands still is quiet too. */
  private boolean isQuiet(QuietBucket bucket) {
    runningStatus();
    return bucket.isQuiet() || stillWaits();
  }

  private boolean hasEmitted(Mark mark) {
    return runningStatus().emitted().filter(e -> e.isAtLeast(mark.position())).isPresent();
  }

  private boolean hasArrived(Mark mark) {
    runningStatus();
    return mark.isSeen(applied::hasSentinel) || stillWaits();
  }

  private Status runningStatus() {
    Status status = stream.status();
    if (status.state() != ChangeStream.State.RUNNING) {
      throw stopped(
          "the change stream does not run ("
              + status.state()
              + ") "
              + status.error().orElse("")
              + "; start it with crossover capture and look at its log");
    }
    return status;
  }

  /** Who gives up says what was seen last: asking again may take as long again. */
  private boolean nothingIsUnapplied(AtomicReference<String> seen) {
    long inDoubt = orderInDoubt.settle();
    refuseDeadLetters(inDoubt);
    List<String> files = applied.unappliedFiles();
    seen.set(files.isEmpty() ? inDoubt + " rows must be read again" : unapplied(files));
    return (files.isEmpty() && inDoubt == 0) || stillWaits();
  }

  /** Nothing more comes of a job that has been given up, so the source need not stay closed. */
  private boolean stillWaits() {
    Job.Status status = live.status();
    if (!status.state().goesOn()) {
      throw stopped(
          "the live job does not run ("
              + status.state()
              + ") "
              + status.detail().orElse("")
              + "; repair the cause, and start it with crossover run");
    }
    return false;
  }

  private static String unapplied(List<String> files) {
    return files.size()
        + " change files are not applied"
        + (files.isEmpty() ? "" : ", the first is " + files.get(0));
  }

  /**
   * @param waiting how many of the open ones only wait for what is not applied yet
   */
  private void refuseDeadLetters(long waiting) {
    long open = applied.openDeadLetters();
    if (open > waiting) {
      throw stopped(
          open
              + " dead letters are open; look at crossover dead-letters list, then retry or"
              + " discard them");
    }
  }

  /** Nothing but sentinels may come at or after the place where everybody had stopped. */
  void refuseChangesFrom(LogPosition end) {
    Optional<LogPosition> newest = stream.status().lastChange();
    if (newest.filter(change -> change.isAtLeastInAShard(end)).isPresent()) {
      throw stopped(
          "a writer escaped the fence: the stream carried a change at "
              + newest.map(this::text).orElseThrow()
              + " after the last writer was gone; find it (a superuser, a role that"
              + " source.application_roles does not name) and close it");
    }
    List<String> applied = this.applied.changesFrom(end);
    if (!applied.isEmpty()) {
      throw stopped(
          "a writer escaped the fence: changes at or after %s were applied, to %s; find it (a superuser, a role that source.application_roles does not name) and close it"
              .formatted(text(end), String.join(", ", applied)));
    }
  }

  /** What is open now may commit after anything that was looked at. */
  void refuseWriters() {
    if (!Deadline.in(timing, ENDING).reached(() -> writers.open().isEmpty())) {
      throw stopped(
          "a writer escaped the fence: "
              + OpenTransaction.texts(writers.open())
              + "; find and close it");
    }
  }

  /** Asked inside the fence, so that a table which is swapped is not missed. */
  void refuseUncaptured() {
    List<String> uncaptured = stream.uncaptured();
    if (!uncaptured.isEmpty()) {
      throw stopped(
          "the change stream does not carry every moved table: "
              + String.join("; ", uncaptured)
              + "; changes are missing on the target, so start a new migration: crossover cleanup"
              + " --abandon, then crossover run");
    }
  }

  /** What the fence does not stop: a column that is added now would stay behind with its values. */
  void refuseSchemaChanges() {
    Gate gate = schema.look();
    if (!gate.met()) {
      throw stopped("the source's schema was changed inside the fence: " + gate.text());
    }
  }

  private static CutoverStoppedException stopped(String why) {
    return new CutoverStoppedException(ExitCode.ABORTED, why);
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
