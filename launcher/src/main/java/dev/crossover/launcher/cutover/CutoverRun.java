package dev.crossover.launcher.cutover;

import static java.util.stream.Collectors.joining;

import dev.crossover.contract.CrossoverException;
import dev.crossover.launcher.cutover.Cutover.Parts;
import dev.crossover.launcher.cutover.FencedVerification.Estimate;
import dev.crossover.launcher.cutover.FencedVerification.Outcome;
import dev.crossover.launcher.cutover.FencedVerification.Scope;
import dev.crossover.launcher.cutover.FencedVerification.Verdict;
import dev.crossover.launcher.journal.JournalException;
import dev.crossover.launcher.journal.Lease;
import dev.crossover.launcher.journal.OwnershipAmbiguousException;
import dev.crossover.launcher.journal.Phase;
import dev.crossover.launcher.journal.StaleEpochException;
import dev.crossover.launcher.source.FenceRecord;
import dev.crossover.launcher.source.OpenTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One cutover from READY to the journal; after that {@link RollForward} goes on. */
final class CutoverRun {
  static final String FENCE = "fence";
  static final String DRAIN = "drain";
  static final String CANARY = "canary";
  static final String CATCH_UP = "catch-up";
  static final String VERIFY = "verify";
  static final String JOURNAL = "journal";

  private static final Logger LOG = LoggerFactory.getLogger(CutoverRun.class);

  /** How long the commit that makes the target the truth may take. */
  private static final Duration JOURNAL_COMMIT = Duration.ofSeconds(60);

  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  private final Parts parts;
  private final Lease lease;
  private final FenceRecord record;
  private final CutoverPlan plan;
  private final StepLog steps;
  private final Bounded bounded = new Bounded();
  private final Instant fencedAt;
  private final Deadline downtime;

  CutoverRun(Parts parts, Lease lease, FenceRecord record, CutoverPlan plan) {
    this.parts = parts;
    this.lease = lease;
    this.record = record;
    this.plan = plan;
    this.steps = new StepLog(parts.pace(), parts.progress());
    this.fencedAt = parts.pace().clock().instant();
    this.downtime = Deadline.in(parts.pace(), parts.limits().downtime());
  }

  CutoverReport run() {
    try (Termination termination = new Termination(Thread.currentThread());
        bounded) {
      try {
        untilVerified();
        termination.shield();
        if (termination.requested() || Thread.interrupted()) {
          throw terminated();
        }
        journal();
      } catch (Throwable e) {
        termination.shield();
        return afterFailure(e);
      }
      stopWatch();
      return new RollForward(parts, lease, plan.gates(), steps).run();
    }
  }

  private void stopWatch() {
    try {
      parts.watchdog().stop();
    } catch (CrossoverException e) {
      LOG.warn("watch=not-stopped reason=\"{}\"", e.getMessage());
    }
  }

  private void untilVerified() throws InterruptedException {
    // Written before the source is touched, so that nobody ever finds a fence without its record.
    inFence(
        () -> {
          lease.change(
              entry ->
                  entry
                      .in(Phase.FENCED)
                      .fencedBy(record.toJson())
                      .withPlan(plan.hash())
                      .with(Map.of(Facts.FENCED_AT, fencedAt.toString())));
          return "";
        });
    step(FENCE, this::fence);
    step(DRAIN, () -> new Drain(parts.writers(), parts.limits(), parts.pace()).run());
    step(CANARY, this::canary);
    step(CATCH_UP, this::catchUp);
    step(VERIFY, this::verify);
  }

  /**
   * Every step first sees to it that the watch runs: that of an earlier cutover may just have been
   * ending when the first step asked, and any process can be killed.
   */
  private void step(String name, StepLog.Work work) throws InterruptedException {
    steps.step(
        name,
        () ->
            inFence(
                () -> {
                  parts.watchdog().start();
                  return work.run();
                }));
  }

  /** Not even a call that never comes back may keep the source fenced for longer than allowed. */
  private String inFence(StepLog.Work work) throws InterruptedException {
    if (downtime.isOver()) {
      throw downtimeOver();
    }
    String outcome = bounded.run(downtime.remaining(), work).orElseThrow(CutoverRun::downtimeOver);
    if (downtime.isOver()) {
      throw downtimeOver();
    }
    return outcome;
  }

  private static StoppedException downtimeOver() {
    return new StoppedException(
        ExitCode.ABORTED,
        "the allowed downtime is over; see which step took long, or raise"
            + " cutover.max_downtime_seconds");
  }

  private static StoppedException terminated() {
    return new StoppedException(ExitCode.ABORTED, "somebody ended this process");
  }

  private String fence() {
    parts.fence().raise(lease.entry().epoch(), record);
    return record.roles().size() + " roles and " + record.tables().size() + " tables are closed";
  }

  private String canary() {
    List<String> leaks = parts.fence().leaks(record);
    if (!leaks.isEmpty()) {
      throw new StoppedException(
          ExitCode.ABORTED,
          "the fence does not hold: " + String.join("; ", leaks) + "; take these rights away");
    }
    return "no closed role can write";
  }

  private String catchUp() throws InterruptedException {
    CatchUp.Result result =
        new CatchUp(parts.stream(), parts.applied(), parts.log(), parts.limits(), parts.pace())
            .prove();
    refuseWriters();
    lease.advance(
        Phase.FENCED,
        Phase.CAUGHT_UP,
        Map.of(
            Facts.CATCH_UP, Facts.text(result.kind()), Facts.END_POSITION, result.end().toLsn()));
    return Facts.text(result.kind()) + " up to " + result.end().toLsn();
  }

  /** The stream's own heartbeat may be seen for a moment; a writer that escaped stays. */
  private void refuseWriters() throws InterruptedException {
    Deadline.in(parts.pace(), HEARTBEAT)
        .await(
            () -> parts.writers().open().isEmpty(),
            () ->
                new StoppedException(
                    ExitCode.ABORTED,
                    "a writer escaped the fence: "
                        + parts.writers().open().stream()
                            .map(OpenTransaction::text)
                            .collect(joining("; "))
                        + "; find and close it"));
  }

  private String verify() {
    Scope scope = scope();
    Outcome outcome = parts.verification().verify(scope);
    if (outcome.verdict() != Verdict.PASS) {
      throw new StoppedException(
          outcome.verdict() == Verdict.MISMATCH
              ? ExitCode.MISMATCH
              : ExitCode.VERIFICATION_INCOMPLETE,
          "verification inside the fence: "
              + outcome.summary()
              + "; look at crossover verify, repair, and cut over again");
    }
    lease.advance(
        Phase.CAUGHT_UP, Phase.VERIFIED, Map.of(Facts.VERDICT, Facts.text(outcome.verdict())));
    return outcome.summary();
  }

  private Scope scope() {
    Duration half = parts.limits().downtime().dividedBy(2);
    return parts
        .verification()
        .estimate()
        .map(Estimate::full)
        .filter(full -> full.compareTo(half) <= 0)
        .map(fits -> Scope.FULL)
        .orElse(Scope.CHANGED);
  }

  /** The point of no return. */
  private void journal() throws InterruptedException {
    steps.step(
        JOURNAL,
        () -> {
          if (downtime.isOver()) {
            throw downtimeOver();
          }
          try {
            return bounded.run(JOURNAL_COMMIT, this::commit).orElseThrow(() -> ambiguous(null));
          } catch (JournalException | StaleEpochException notWritten) {
            throw notWritten;
          } catch (RuntimeException | InterruptedException unknown) {
            throw unknown instanceof OwnershipAmbiguousException known ? known : ambiguous(unknown);
          }
        });
  }

  private String commit() {
    long millis = Duration.between(fencedAt, parts.pace().clock().instant()).toMillis();
    lease.advance(
        Phase.VERIFIED,
        Phase.JOURNALLED,
        Map.of(Facts.FENCE_TO_JOURNAL_MILLIS, Long.toString(millis)));
    return "the target is the truth";
  }

  private static OwnershipAmbiguousException ambiguous(Throwable cause) {
    return new OwnershipAmbiguousException(
        "nobody can tell whether the journal was written, and so whether source or target is the"
            + " truth; the source stays fenced. When the target answers again, the fence watch or"
            + " the next crossover cutover reads the journal and goes on from what it says; until"
            + " then let nobody write to either side",
        cause);
  }

  private CutoverReport afterFailure(Throwable failure) {
    boolean interrupted = Thread.interrupted() || failure instanceof InterruptedException;
    if (failure instanceof OwnershipAmbiguousException || failure instanceof StaleEpochException) {
      return report(ExitCode.of(failure), failure.getMessage());
    }
    LOG.info("cutover=failed, un-fencing", failure);
    String reason = interrupted ? terminated().getMessage() : String.valueOf(failure.getMessage());
    Optional<String> stillFenced = giveBack(reason);
    if (stillFenced.isPresent()) {
      return report(ExitCode.SOURCE_ERROR, reason + "\n" + stillFenced.get());
    }
    stopWatch();
    if (!(failure instanceof CrossoverException) && !interrupted) {
      return report(
          ExitCode.BUG, "unexpected: " + failure + "; the log has more. The source is un-fenced");
    }
    return report(
        failure instanceof StoppedException stopped ? stopped.exitCode() : ExitCode.ABORTED,
        reason + "\nThe source is un-fenced");
  }

  private Optional<String> giveBack(String why) {
    try {
      return new GiveBack(parts.fence(), parts.pace(), bounded).run(lease, record, why);
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
        Facts.catchUp(lease.entry()),
        Facts.verdict(lease.entry()),
        plan.gates(),
        steps.steps(),
        OptionalLong.empty(),
        Optional.of(problem));
  }
}
