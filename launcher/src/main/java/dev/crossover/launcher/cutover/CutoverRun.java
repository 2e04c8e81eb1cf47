package dev.crossover.launcher.cutover;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.OwnershipAmbiguousException;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.journal.StaleEpochException;
import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.engine.source.StaleFenceException;
import dev.crossover.engine.time.InterruptedWaitException;
import dev.crossover.launcher.cutover.Cutover.Parts;
import dev.crossover.launcher.fence.CutoverStoppedException;
import dev.crossover.launcher.fence.Deadline;
import dev.crossover.launcher.fence.ExitSignal;
import dev.crossover.launcher.fence.Unfencing;
import dev.crossover.launcher.rollforward.StepLog;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One cutover from READY to SWITCHED, from top to bottom. */
final class CutoverRun {
  private static final Logger LOG = LoggerFactory.getLogger(CutoverRun.class);
  private static final String UNFENCED = "\nThe source is un-fenced";

  private final Parts parts;
  private final Lease lease;
  private final FenceRecord record;
  private final CutoverPlan plan;
  private final CutoverSteps steps;
  private final StepLog log;
  private final Instant begin;
  private final Deadline downtime;

  CutoverRun(Parts parts, Lease lease, FencePlan fence, CutoverPlan plan) {
    this.parts = parts;
    this.lease = lease;
    this.record = fence.record();
    this.plan = plan;
    this.steps = CutoverSteps.of(parts, fence);
    this.log = new StepLog(parts.timing(), parts.progress());
    this.begin = parts.timing().now();
    this.downtime = Deadline.in(parts.timing(), parts.limits().downtime());
  }

  CutoverReport run() {
    try (ExitSignal signal = new ExitSignal(Thread.currentThread())) {
      try {
        keepFenceRecord();
        for (CutoverStep step : steps.inFence()) {
          take(step);
        }
        refuseSignalsFromNowOn(signal);
        writeJournal();
      } catch (Throwable failure) {
        signal.shield();
        return stopped(failure);
      }
      endFenceWatch();
      return new AfterJournal(parts.afterJournal(), lease, plan.gates(), log).run();
    }
  }

  /** Before the source is touched, so that a fence is never found without its record. */
  private void keepFenceRecord() throws InterruptedException {
    inTime(() -> lease.change(this::fenced));
  }

  private JournalEntry fenced(JournalEntry entry) {
    return entry
        .in(Phase.FENCED)
        .fencedBy(record.json())
        .withPlan(plan.hash())
        .with(
            Map.of(
                JournalDetails.FENCED_AT,
                begin.toString(),
                JournalDetails.FENCE_EPOCH,
                Long.toString(entry.epoch() + 1)));
  }

  private void take(CutoverStep step) throws InterruptedException {
    Supplier<String> work = () -> watched(step);
    log.step(step.name(), () -> inTime(work));
  }

  /**
   * Every step first sees to it that the fence watch runs: that of an earlier cutover may just have
   * been ending when the first step asked, and any process can be killed.
   */
  private String watched(CutoverStep step) {
    parts.fenceWatch().start();
    return step.run(lease);
  }

  /** Not even a call that never comes back may keep the source fenced for longer than allowed. */
  private <T> T inTime(Supplier<T> work) throws InterruptedException {
    refuseWhenDowntimeIsOver();
    T outcome = downtime.call(work).orElseThrow(CutoverRun::downtimeIsOver);
    refuseWhenDowntimeIsOver();
    return outcome;
  }

  private void refuseWhenDowntimeIsOver() {
    if (downtime.isOver()) {
      throw downtimeIsOver();
    }
  }

  private static CutoverStoppedException downtimeIsOver() {
    return new CutoverStoppedException(
        ExitCode.ABORTED,
        "the allowed downtime is over; see which step took long, or raise"
            + " cutover.max_downtime_seconds");
  }

  private static void refuseSignalsFromNowOn(ExitSignal signal) throws InterruptedException {
    signal.shield();
    if (signal.requested() || Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void writeJournal() throws InterruptedException {
    refuseWhenDowntimeIsOver();
    CutoverStep step = steps.writeJournal();
    log.step(step.name(), () -> step.run(lease));
  }

  private void endFenceWatch() {
    try {
      parts.fenceWatch().stop();
    } catch (CrossoverException | UncheckedIOException e) {
      LOG.warn("watch=not-stopped reason=\"{}\"", e.getMessage());
    }
  }

  private CutoverReport stopped(Throwable failure) {
    boolean interrupted = Thread.interrupted() || failure instanceof InterruptedException;
    if (failure instanceof OwnershipAmbiguousException || failure instanceof StaleEpochException) {
      return report(ExitCode.of(failure), failure.getMessage());
    }
    LOG.info("cutover=failed, un-fencing", failure);
    String reason =
        interrupted ? "this process was asked to end" : String.valueOf(failure.getMessage());
    Optional<String> stillFenced = unfence(reason);
    if (stillFenced.isPresent()) {
      return report(ExitCode.STILL_FENCED, reason + "\n" + stillFenced.get());
    }
    endFenceWatch();
    return interrupted
        ? report(ExitCode.ABORTED, reason + UNFENCED)
        : failed(whatFailed(failure), failure);
  }

  private CutoverReport failed(ExitCode exitCode, Throwable failure) {
    return report(
        exitCode,
        switch (exitCode) {
              case BUG -> "unexpected: " + failure + "; the log has more";
              case STORAGE_ERROR -> failure.getMessage() + "; make room or repair the disk";
              default -> failure.getMessage();
            }
            + UNFENCED);
  }

  /** Whoever found the fence lowered by somebody else was stopped; nothing has failed. */
  private static ExitCode whatFailed(Throwable failure) {
    return failure instanceof StaleFenceException || failure instanceof InterruptedWaitException
        ? ExitCode.ABORTED
        : ExitCode.of(failure);
  }

  private Optional<String> unfence(String why) {
    try {
      return new Unfencing(parts.fence(), parts.timing()).afterOwnFailure(lease, record, why);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while un-fencing; the fence watch goes on");
    } catch (RuntimeException e) {
      LOG.error("fence=unknown", e);
      return Optional.of("un-fencing failed: " + e + "; the fence watch goes on");
    }
  }

  private CutoverReport report(ExitCode exitCode, String problem) {
    return new CutoverReport(
        exitCode,
        lease.entry().phase(),
        plan.hash(),
        JournalledCutover.catchUp(lease.entry()),
        JournalledCutover.copiedAgain(lease.entry()),
        JournalledCutover.verdict(lease.entry()),
        plan.gates(),
        log.steps(),
        OptionalLong.empty(),
        Optional.of(problem));
  }
}
