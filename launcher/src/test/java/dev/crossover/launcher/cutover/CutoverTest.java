package dev.crossover.launcher.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import dev.crossover.contract.SourceException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.AlreadyRunningException;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.JournalException;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.OutcomeUnknownException;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.StaleFenceException;
import dev.crossover.launcher.cutover.CutoverReport.CatchUpKind;
import dev.crossover.launcher.gates.CutoverLimits;
import dev.crossover.launcher.gates.Gate;
import dev.crossover.launcher.rollforward.StepReport;
import dev.crossover.launcher.verify.FencedVerification.Estimate;
import dev.crossover.launcher.verify.FencedVerification.Scope;
import dev.crossover.launcher.verify.FencedVerification.Verdict;
import dev.crossover.launcher.world.Faults.Killed;
import dev.crossover.launcher.world.Faults.When;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine, with every port in memory and every call failing once. */
class CutoverTest {
  private static final List<String> STEPS =
      List.of(
          "fence",
          "drain",
          "canary",
          "catch-up",
          "copy-again",
          "verify",
          "numbers",
          "rehearsal",
          "last-look",
          "seal",
          "journal",
          "one",
          "two");

  private final World world = new World();

  /** Every call of a cutover that succeeds, in order, without those of the gates before it. */
  private static List<String> calls() {
    World world = new World();
    world.cutOver();
    List<String> calls = new ArrayList<>(world.faults.calls());
    return calls.subList(calls.indexOf("journal.FENCED"), calls.size());
  }

  private static List<String> before(String call) {
    return calls().subList(0, calls().indexOf(call));
  }

  private static Stream<Arguments> beforeTheJournal() {
    return moments(before("journal.JOURNALLED"));
  }

  private static Stream<Arguments> everywhere() {
    return moments(calls());
  }

  private static Stream<Arguments> moments(List<String> calls) {
    return calls.stream()
        .flatMap(call -> Arrays.stream(When.values()).map(when -> Arguments.of(call, when)));
  }

  @Test
  void makesTheTargetTheTruth() {
    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.phase()).isEqualTo(Phase.SWITCHED);
    assertThat(report.catchUp()).contains(CatchUpKind.PROOF);
    assertThat(report.verdict()).contains(Verdict.PASS);
    assertThat(report.fenceToJournalMillis()).isPresent();
    assertThat(report.steps()).extracting(StepReport::name).containsExactlyElementsOf(STEPS);
    assertThat(world.fence.isUp()).isTrue();
    assertThat(world.facts())
        .containsEntry("catchUp", "proof")
        .containsEntry("endPosition", "20.0")
        .containsEntry("done.two", "two done");
    assertThat(world.verified).containsExactly(Scope.FULL);
    assertThat(world.watched).isFalse();
  }

  @Test
  void copiesTheRowsAgainThatTheLogLacksAtThePlaceWhereTheChangesEndBeforeItVerifies() {
    List<String> seen = new ArrayList<>();
    world.duringVerification = () -> seen.addAll(world.copies);

    CutoverReport report = world.cutOver();

    assertThat(seen).hasSize(1);
    assertThat(seen.get(0)).startsWith("20.0 at epoch ");
    assertThat(report.copiedAgain()).containsExactly(Map.entry("shop.child", 3L));
    assertThat(report.steps())
        .filteredOn(step -> step.name().equals("copy-again"))
        .extracting(StepReport::outcome)
        .containsExactly("shop.child: 3 rows");
    assertThat(world.cutOver().copiedAgain()).containsExactly(Map.entry("shop.child", 3L));
  }

  @Test
  void copiesNothingAgainWhereTheLogLacksNothing() {
    world.changing = List.of();

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.steps()).extracting(StepReport::name).doesNotContain("copy-again");
    assertThat(report.copiedAgain()).isEmpty();
    assertThat(world.copies).isEmpty();
  }

  @Test
  void doesNothingWhenItIsDoneAlready() {
    world.cutOver();

    CutoverReport again = world.cutOver();

    assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(again.phase()).isEqualTo(Phase.SWITCHED);
    assertThat(again.catchUp()).contains(CatchUpKind.PROOF);
    assertThat(world.afterJournal).containsExactly("one", "two");
    assertThat(world.cutover().plan().gates())
        .filteredOn(gate -> !gate.met())
        .extracting(Gate::name)
        .containsExactly("fence");
  }

  @Test
  void onlyShowsItsPlanUntilItIsExecuted() {
    CutoverPlan plan = world.cutover().plan();

    assertThat(plan.ready()).isTrue();
    assertThat(plan.steps()).extracting(CutoverPlan.Step::name).containsExactlyElementsOf(STEPS);
    assertThat(world.cutover().plan().hash()).isEqualTo(plan.hash());
    assertThat(world.phase()).isEqualTo(Phase.READY);
    assertThat(world.fence.isUp()).isFalse();
  }

  @Test
  void refusesAPlanThatIsNotTheApprovedOne() {
    String approved = world.cutover().plan().hash();
    world.limits =
        new CutoverLimits(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofSeconds(99),
            Duration.ofSeconds(60),
            Duration.ofHours(1),
            Duration.ofSeconds(1));

    CutoverReport report = world.cutOver(Optional.of(approved));

    assertThat(report.exitCode()).isEqualTo(ExitCode.GATE_NOT_MET);
    assertThat(report.problem().orElseThrow()).contains("the plan " + approved + " was approved");
    assertThat(world.cutOver(Optional.of(report.planHash())).exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void changesNothingWhileAGateIsNotMet() {
    world.gateMet = false;

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.GATE_NOT_MET);
    assertThat(report.problem()).contains("weather: storm, must be fine; wait");
    assertThat(world.phase()).isEqualTo(Phase.READY);
    assertThat(world.faults.calls()).doesNotContain("fence.raise");
  }

  @ParameterizedTest
  @MethodSource("beforeTheJournal")
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "a call fails, with its effect and without it",
      moment = "every call of a cutover before the journal",
      outcome = "aborted and un-fenced; the next cutover succeeds",
      sourceClosed = Fault.UNTIL_SEEN)
  void unfencesWhateverFailsBeforeTheJournal(String call, When when) {
    world.faults.strike(call, when, () -> failure(call));

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(failure(call).exitCode());
    assertThat(world.fence.isUp()).isFalse();
    assertThat(world.watched).isFalse();
    assertThat(world.afterJournal).isEmpty();
    assertThat(world.cutOver().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.phase()).isEqualTo(Phase.SWITCHED);
  }

  private static CrossoverException failure(String call) {
    return call.startsWith("journal.")
        ? new OutcomeUnknownException("unknown", null)
        : new SourceException("broken pipe");
  }

  @ParameterizedTest
  @MethodSource("beforeTheJournal")
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "a bug",
      moment = "every call of a cutover before the journal, with its effect and without it",
      outcome = "un-fenced; the next cutover succeeds",
      sourceClosed = Fault.UNTIL_SEEN)
  void unfencesAfterABug(String call, When when) {
    world.faults.strike(call, when, () -> new IllegalStateException("bug"));

    assertThat(world.cutOver().exitCode()).isEqualTo(ExitCode.BUG);
    assertThat(world.fence.isUp()).isFalse();
    assertThat(world.cutOver().exitCode()).isEqualTo(ExitCode.DONE);
  }

  @ParameterizedTest
  @MethodSource("beforeTheJournal")
  @Fault(
      kind = Fault.Kind.DISK_FULL,
      fault = "disk full",
      moment = "every call of a cutover before the journal, with its effect and without it",
      outcome = "exit code 34, what to do, and un-fenced; the next cutover succeeds",
      sourceClosed = Fault.UNTIL_SEEN)
  void callsAFullDiskNoBug(String call, When when) {
    world.faults.strike(
        call, when, () -> new UncheckedIOException(new IOException("No space left on device")));

    CutoverReport report = world.cutOver();
    assertThat(report.exitCode()).isEqualTo(ExitCode.STORAGE_ERROR);
    assertThat(report.problem().orElseThrow()).contains("make room", "The source is un-fenced");
    assertThat(world.fence.isUp()).isFalse();
    assertThat(world.cutOver().exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void takesTheStepsAfterTheJournalThoughADiskIsTooFullToEndTheWatch() {
    world.faults.strike(
        "watchdog.stop",
        When.BEFORE,
        () -> new UncheckedIOException(new IOException("No space left on device")));

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.phase()).isEqualTo(Phase.SWITCHED);
  }

  @Test
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "the journal refuses",
      moment = "the journal of a cutover",
      outcome = "aborted and un-fenced",
      sourceClosed = Fault.UNTIL_SEEN)
  void unfencesWhenTheJournalIsKnownNotToBeWritten() {
    world.faults.strike(
        "journal.JOURNALLED", When.BEFORE, () -> new JournalException("refused", null));

    assertThat(world.cutOver().exitCode()).isEqualTo(ExitCode.JOURNAL_ERROR);
    assertThat(world.fence.isUp()).isFalse();
    assertThat(world.phase()).isEqualTo(Phase.READY);
    assertThat(world.journal.read().fence()).isEmpty();
  }

  @Test
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "nobody knows whether the journal is written",
      moment = "the journal of a cutover, with its effect and without it",
      outcome =
          "exit code 20 and nothing else is done; the next `cutover --execute` reads it and rolls"
              + " forward, or starts over",
      sourceClosed = "until a command is given after the lease of 30 s")
  void neitherUnfencesNorRetriesWhenNobodyKnowsWhetherTheJournalIsWritten() {
    Supplier<CrossoverException> unknown = () -> new OutcomeUnknownException("deadline", null);
    world.faults.strike("journal.JOURNALLED", When.AFTER, unknown);

    CutoverReport written = world.cutOver();

    assertThat(written.exitCode()).isEqualTo(ExitCode.OWNERSHIP_AMBIGUOUS);
    assertThat(world.watched).isTrue();
    assertThat(world.fence.isUp()).isTrue();
    assertThat(world.afterJournal).isEmpty();
    world.clock.advance(Lease.LENGTH);
    assertThat(world.cutOver().phase()).isEqualTo(Phase.SWITCHED);

    World other = new World();
    other.faults.strike("journal.JOURNALLED", When.BEFORE, unknown);

    assertThat(other.cutOver().exitCode()).isEqualTo(ExitCode.OWNERSHIP_AMBIGUOUS);
    assertThat(other.fence.isUp()).isTrue();
    assertThat(other.phase()).isEqualTo(Phase.VERIFIED);
    assertThat(other.cutOver().exitCode()).as("starts over from READY").isEqualTo(ExitCode.DONE);
    assertThat(other.verified).hasSize(2);
  }

  @Test
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "the target refuses a step",
      moment = "after the journal",
      outcome = "exit code 31; the next cutover goes on with that step",
      sourceClosed = Fault.FOR_GOOD)
  void rollsForwardAfterTheJournalFromWhereItStopped() {
    world.faults.strike("step.two", When.AFTER, () -> new TargetException("no DDL today"));

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.TARGET_ERROR);
    assertThat(report.phase()).isEqualTo(Phase.JOURNALLED);
    assertThat(report.problem().orElseThrow()).contains("no DDL today", "--execute again");
    assertThat(world.fence.isUp()).isTrue();

    CutoverReport again = world.cutOver();

    assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(again.steps()).extracting(StepReport::name).containsExactly("two");
    assertThat(again.fenceToJournalMillis()).isPresent();
    assertThat(world.afterJournal).containsExactly("one", "two", "two");
    assertThat(world.verified).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the launcher",
      moment = "before and after every call of a cutover",
      outcome =
          "the fence watch un-fences unless the journal is written; the next cutover succeeds",
      sourceClosed = Fault.LEASE_OR_FOR_GOOD)
  void isUnfencedByTheWatchWhenKilledBeforeTheJournalAndByNobodyAfterIt(String call, When when)
      throws InterruptedException {
    world.faults.strike(call, when, Killed::new);
    assertThatThrownBy(world::cutOver).isInstanceOf(Killed.class);
    boolean journalled = world.phase().isPastTheJournal();
    world.faults.heal();
    assertThatThrownBy(world::cutOver)
        .as("the dead process still holds the lease")
        .isInstanceOf(AlreadyRunningException.class);

    world.clock.advance(Lease.LENGTH);
    world.watch().run();

    assertThat(world.fence.isUp()).isEqualTo(journalled);
    assertThat(world.phase().isPastTheJournal()).isEqualTo(journalled);
    assertThat(world.journal.read().fence().isPresent()).isEqualTo(journalled);
    assertThat(world.cutOver().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.phase()).isEqualTo(Phase.SWITCHED);
    assertThat(world.fence.isUp()).isTrue();
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of launcher and fence watch, and of the next command as it un-fences",
      moment = "the verification of a cutover, then every call of the un-fencing",
      outcome = "the command after that un-fences and the cutover succeeds",
      sourceClosed = "until a command is given after the lease of 30 s")
  void isUnfencedByTheNextCommandWhenTheWatchDiesTooAndAtEveryStepOfThat()
      throws InterruptedException {
    for (String call : List.of("journal.READY", "fence.lower", "journal.note")) {
      for (When when : When.values()) {
        World killed = new World();
        killed.faults.strike("verify", When.BEFORE, Killed::new);
        assertThatThrownBy(killed::cutOver).isInstanceOf(Killed.class);
        killed.faults.heal();
        killed.clock.advance(Lease.LENGTH);
        killed.faults.strike(call, when, Killed::new);
        assertThatThrownBy(killed::cutOver).isInstanceOf(Killed.class);
        killed.faults.heal();
        killed.clock.advance(Lease.LENGTH);

        assertThat(killed.cutOver().exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(killed.verified).hasSize(1);
      }
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the launcher, and the target does not answer any more",
      moment = "the verification of a cutover",
      outcome = "the fence watch un-fences by the source alone; the next cutover succeeds",
      sourceClosed = "max_downtime_seconds and 3 min; at once where the launcher ran here")
  void isUnfencedByTheWatchAlsoWhenTheTargetIsGone() throws InterruptedException {
    world.faults.strike("verify", When.BEFORE, Killed::new);
    assertThatThrownBy(world::cutOver).isInstanceOf(Killed.class);
    world.faults.heal();

    assertThat(world.watchWithoutTarget().run()).isTrue();

    assertThat(world.fence.isUp()).isFalse();
    world.clock.advance(Lease.LENGTH);
    assertThat(world.cutOver().exitCode()).as("the target is back").isEqualTo(ExitCode.DONE);
  }

  @Test
  void cannotJournalOnceTheWatchHasOpenedTheSourceWithoutTheTarget() {
    world.duringVerification = () -> assertThat(world.watchWithoutTarget().run()).isTrue();

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isNotEqualTo(ExitCode.DONE);
    assertThat(world.phase()).isEqualTo(Phase.READY);
    assertThat(world.fence.isUp()).isFalse();
    assertThat(world.afterJournal).isEmpty();
  }

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "the target does not answer any more, and the launcher is killed",
      moment = "after the journal is written",
      outcome = "the source stays closed until the target answers, then the cutover rolls forward",
      sourceClosed = "for good, the target owns the data")
  void staysFencedWithoutTheTargetOnceTheJournalMayBeWritten() {
    world.faults.strike("journal.JOURNALLED", When.AFTER, Killed::new);
    assertThatThrownBy(world::cutOver).isInstanceOf(Killed.class);
    world.faults.heal();

    assertThat(world.watchWithoutTarget().run()).isFalse();

    assertThat(world.fence.isUp()).isTrue();
    world.clock.advance(Lease.LENGTH);
    assertThat(world.cutOver().phase()).isEqualTo(Phase.SWITCHED);
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "the fence is raised by a step that was given up",
      moment = "after its own cutover has un-fenced",
      outcome = "the source refuses it")
  void aRaiseThatComesAfterItsOwnUnfencingIsRefused() {
    try (Lease lease = world.lease()) {
      FencePlan plan = world.fence.look();
      lease.change(
          entry ->
              entry
                  .in(Phase.FENCED)
                  .fencedBy(plan.record().json())
                  .with(Map.of(JournalDetails.FENCE_EPOCH, Long.toString(entry.epoch() + 1))));
      RaiseFence late = new RaiseFence(world.fence, plan, "memory");
      world.fence.lower(lease.entry().epoch(), plan.record());
      lease.change(entry -> entry.in(Phase.READY));

      assertThatThrownBy(() -> late.run(lease)).isInstanceOf(StaleFenceException.class);

      assertThat(world.fence.isUp()).isFalse();
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "the launcher stands still for longer than its lease",
      moment = "the verification of a cutover",
      outcome = "the fence watch un-fences; the launcher cannot write the journal any more",
      sourceClosed = Fault.LEASE)
  void cannotJournalOnceTheWatchHasTakenOver() {
    world.duringVerification =
        () -> {
          world.clock.advance(Lease.LENGTH);
          world.watch().run();
        };

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.ALREADY_RUNNING);
    assertThat(world.fence.isUp()).isFalse();
    assertThat(world.phase()).isEqualTo(Phase.READY);
    assertThat(world.journal.read().fence()).isEmpty();
  }

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "the journal does not answer",
      moment = "a cutover un-fences after a mismatch",
      outcome = "un-fences all the same",
      sourceClosed = Fault.UNTIL_SEEN)
  void unfencesWhileTheJournalDoesNotAnswer() {
    world.verdict = Verdict.MISMATCH;
    world.duringVerification =
        () ->
            world.faults.strike(
                "journal.read", When.BEFORE, () -> new JournalException("no answer", null));

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
    assertThat(world.fence.isUp()).isFalse();
    assertThat(world.phase()).isEqualTo(Phase.READY);
    assertThat(world.journal.read().fence()).isEmpty();
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "live apply stands still",
      moment = "the catch-up of a cutover",
      outcome = "catch-up timed out, un-fenced",
      sourceClosed = "`catch_up_timeout_seconds`, then un-fenced")
  void timesOutWhenCatchUpDoesNotEnd() {
    world.unapplied.add("changes/shop_sale/1.avro");

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.CATCH_UP_TIMED_OUT);
    assertThat(report.problem().orElseThrow())
        .contains("1 change files are not applied, the first is changes/shop_sale/1.avro");
    assertThat(world.fence.isUp()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "live apply has ended for good: its supervisor has given it up",
      moment = "the catch-up of a cutover",
      outcome = "aborted with the reason and un-fenced",
      sourceClosed = Fault.UNTIL_SEEN)
  void doesNotWaitForALiveJobThatHasBeenGivenUp() {
    world.unapplied.add("changes/shop_sale/1.avro");
    world.live =
        new Job.Status(
            Job.State.FAILED, Optional.of("ended 5 times, the last: no memory"), Optional.empty());

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.ABORTED);
    assertThat(report.problem().orElseThrow())
        .contains("the live job does not run (FAILED) ended 5 times, the last: no memory");
    assertThat(world.fence.isUp()).isFalse();
    assertThat(world.clock.elapsed()).isLessThan(world.limits.catchUp());
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "the change stream stands still",
      moment = "the catch-up of a cutover",
      outcome = "catch-up timed out, un-fenced",
      sourceClosed = "`catch_up_timeout_seconds`, then un-fenced")
  void timesOutWhenTheStreamStandsStill() {
    world.stuck = true;

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.CATCH_UP_TIMED_OUT);
    assertThat(report.problem().orElseThrow())
        .contains("the change stream has emitted up to 10.0, and must reach 20.0");
  }

  @Test
  void hasOnlyEvidenceFromAStreamThatCannotTellHowFarItIs() {
    world.knowsEmitted = false;

    CutoverReport report = world.cutOver();

    assertThat(report.catchUp()).contains(CatchUpKind.EVIDENCE);
    assertThat(report.fenceToJournalMillis().orElseThrow())
        .as("two rotations after the second sentinel and after the last")
        .isGreaterThanOrEqualTo(4_000);
  }

  @Test
  void waitsUntilNothingNewComesFromAStreamThatCannotTellHowFarItIs() {
    world.knowsEmitted = false;
    int[] looks = {0};
    world.onLookAtLedger =
        () -> {
          if (++looks[0] <= 30) {
            world.lastRecorded = Optional.of(world.clock.instant());
          }
        };

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.fenceToJournalMillis().orElseThrow())
        .as("thirty looks at new files, then two rotations, and two more after the last sentinel")
        .isGreaterThanOrEqualTo(3_000 + 4_000 - 100);
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "a stream that cannot tell how far it is stands still",
      moment = "the quiet that the catch-up waits for",
      outcome = "not taken for quiet: aborted and un-fenced",
      sourceClosed = Fault.UNTIL_SEEN)
  void doesNotTakeAStreamThatStandsStillForQuiet() {
    world.knowsEmitted = false;
    int[] looks = {0};
    world.onLookAtLedger =
        () -> {
          if (++looks[0] == 3) {
            world.streamState = ChangeStream.State.STALLED;
          }
        };

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.ABORTED);
    assertThat(report.problem().orElseThrow()).contains("the change stream does not run (STALLED)");
    assertThat(world.fence.isUp()).isFalse();
  }

  @Test
  void timesOutWhileNewFilesComeFromAStreamThatCannotTellHowFarItIs() {
    world.knowsEmitted = false;
    world.onLookAtLedger = () -> world.lastRecorded = Optional.of(world.clock.instant());

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.CATCH_UP_TIMED_OUT);
    assertThat(report.problem().orElseThrow())
        .contains("new change files still come, and for 2 s none may");
    assertThat(world.fence.isUp()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "a writer that no fence stops commits, and the stream cannot tell how far it is",
      moment = "the verification inside the fence",
      outcome = "the ledger has a change from after the fence: aborted and un-fenced",
      sourceClosed = Fault.UNTIL_SEEN)
  void seesInTheLedgerThatAWriterEscapedWhereTheStreamCannotTell() {
    world.knowsEmitted = false;
    world.duringVerification = world::escape;

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.ABORTED);
    assertThat(report.problem().orElseThrow())
        .contains("a writer escaped the fence: changes at or after")
        .contains("shop.sale in changes/shop_sale/9.avro");
    assertThat(world.fence.isUp()).isFalse();
  }

  @Test
  void waitsForTheSentinelOfAStreamThatCannotTellHowFarItIs() {
    world.knowsEmitted = false;
    world.stuck = true;

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.CATCH_UP_TIMED_OUT);
    assertThat(report.problem().orElseThrow()).contains("the sentinel token20 has not arrived");
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "a writer that no fence stops commits",
      moment = "between the first sentinel and the second",
      outcome = "aborted and un-fenced",
      sourceClosed = Fault.UNTIL_SEEN)
  void unfencesWhenAWriterEscaped() {
    int[] marks = {0};
    world.onMark =
        () -> {
          if (++marks[0] == 2) {
            world.escape();
          }
        };

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.ABORTED);
    assertThat(report.problem().orElseThrow()).contains("a writer escaped the fence");
    assertThat(world.fence.isUp()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "a writer that no fence stops commits",
      moment = "the verification inside the fence",
      outcome = "aborted and un-fenced",
      sourceClosed = Fault.UNTIL_SEEN)
  void unfencesWhenSomebodyWroteWhileRowsWereCompared() {
    world.duringVerification = world::escape;

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.ABORTED);
    assertThat(report.problem().orElseThrow()).contains("a writer escaped the fence");
    assertThat(world.fence.isUp()).isFalse();
    assertThat(world.phase()).isEqualTo(Phase.READY);
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "a writer that no fence stops has a transaction open",
      moment = "the last look before the journal",
      outcome = "aborted and un-fenced",
      sourceClosed = Fault.UNTIL_SEEN)
  void unfencesWhenSomebodyHasATransactionOpenInTheLastMoment() {
    world.duringVerification =
        () -> world.open.add(new OpenTransaction("17", false, "root", Duration.ofSeconds(1)));

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.ABORTED);
    assertThat(report.problem().orElseThrow()).contains("a writer escaped the fence: session 17");
    assertThat(world.fence.isUp()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "a step after the journal would be refused",
      moment = "the rehearsal before the journal",
      outcome = "aborted and un-fenced",
      sourceClosed = Fault.UNTIL_SEEN)
  void unfencesWhenAStepAfterTheJournalWouldBeRefused() {
    world.refusals.add("a row has no parent");

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.ABORTED);
    assertThat(report.problem().orElseThrow())
        .contains("the steps after the journal would be refused: a row has no parent");
    assertThat(world.fence.isUp()).isFalse();
    assertThat(world.afterJournal).isEmpty();
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the source is gone",
      moment = "after the journal",
      outcome = "nothing after the journal asks it",
      sourceClosed = Fault.FOR_GOOD)
  void needsNothingOfTheSourceAfterTheJournal() {
    List<String> calls = calls();

    assertThat(calls.subList(calls.indexOf("journal.JOURNALLED") + 1, calls.size()))
        .allMatch(call -> Stream.of("journal.", "step.", "watchdog.").anyMatch(call::startsWith))
        .contains("step.two", "journal.SWITCHED");
  }

  @Test
  @Fault(
      kind = Fault.Kind.SCHEMA_CHANGE,
      fault = "a table is swapped under its name",
      moment = "inside the fence",
      outcome = "aborted and un-fenced",
      sourceClosed = Fault.UNTIL_SEEN)
  void unfencesWhenATableWasSwappedAfterTheGates() {
    world.onMark = () -> world.uncaptured = List.of("table public.t was swapped");

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.ABORTED);
    assertThat(report.problem().orElseThrow())
        .contains("the change stream does not carry every moved table: table public.t was swapped");
    assertThat(world.fence.isUp()).isFalse();
  }

  @Test
  void readsRowsAgainWhoseOrderIsInDoubtAndGoesOn() {
    world.deadLetters = 2;
    world.inDoubt = 2;

    assertThat(world.cutOver().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.deadLetters).isZero();
  }

  @Test
  @Fault(
      kind = Fault.Kind.SCHEMA_CHANGE,
      fault = "the schema of a moved table is changed",
      moment = "every call of a cutover until its last look at the source",
      outcome = "aborted and un-fenced",
      sourceClosed = Fault.UNTIL_SEEN)
  void unfencesWheneverTheSchemaIsChanged() {
    world.cutOver();
    int calls = world.faults.everyCall().lastIndexOf("stream.status");
    assertThat(calls).isGreaterThan(world.faults.everyCall().indexOf("journal.VERIFIED"));

    for (int call = 0; call <= calls; call++) {
      World changed = new World();
      changed.faults.meanwhile(call, () -> changed.schemaAsPlanned = false);

      CutoverReport report = changed.cutOver();

      assertThat(report.exitCode()).as("at call %d", call).isEqualTo(ExitCode.ABORTED);
      assertThat(report.problem().orElseThrow())
          .contains("the source's schema was changed inside the fence: source-schema: altered");
      assertThat(changed.fence.isUp()).isFalse();
    }
  }

  @Test
  void unfencesWhenADeadLetterTurnsUp() {
    world.deadLetters = 2;

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.ABORTED);
    assertThat(report.problem().orElseThrow()).contains("2 dead letters are open");
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "a session, or a prepared transaction, that does not end",
      moment = "the drain of a cutover",
      outcome = "the session is ended; a prepared transaction is named, aborted and un-fenced",
      sourceClosed = "`drain_timeout_seconds`, then un-fenced")
  void endsSessionsThatDoNotEndButNoPreparedTransaction() {
    world.open.add(new OpenTransaction("17", false, "batch", Duration.ofSeconds(1)));
    assertThat(world.cutOver().exitCode()).isEqualTo(ExitCode.DONE);

    World other = new World();
    other.open.add(new OpenTransaction("order-7", true, "app", Duration.ofSeconds(1)));

    CutoverReport report = other.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.ABORTED);
    assertThat(report.problem().orElseThrow()).contains("prepared transaction 'order-7' of app");
    assertThat(other.fence.isUp()).isFalse();
  }

  @Test
  void unfencesWhenVerificationDoesNotPass() {
    world.verdict = Verdict.MISMATCH;
    assertThat(world.cutOver().exitCode()).isEqualTo(ExitCode.MISMATCH);
    world.verdict = Verdict.INCOMPLETE;
    assertThat(world.cutOver().exitCode()).isEqualTo(ExitCode.VERIFICATION_INCOMPLETE);

    assertThat(world.fence.isUp()).isFalse();
  }

  @Test
  void verifiesOnlyWhatChangedWhenTheRestTakesTooLong() {
    world.estimate = new Estimate(Duration.ofSeconds(151), Duration.ofSeconds(1));

    assertThat(world.cutOver().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.verified).containsExactly(Scope.CHANGED);
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "a step takes as long as the whole downtime allowed",
      moment = "the verification of a cutover",
      outcome = "aborted and un-fenced",
      sourceClosed = Fault.MAX_DOWNTIME)
  void unfencesWhenTheAllowedDowntimeIsOver() {
    world.duringVerification = () -> world.clock.advance(Duration.ofMinutes(5));

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.ABORTED);
    assertThat(report.problem().orElseThrow()).contains("the allowed downtime is over");
    assertThat(world.fence.isUp()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "a step never comes back",
      moment = "the verification of a cutover",
      outcome = "the cutover ends it and un-fences",
      sourceClosed = Fault.MAX_DOWNTIME)
  void unfencesWhenAStepNeverComesBack() {
    world.limits =
        new CutoverLimits(
            Duration.ofSeconds(5),
            Duration.ofMillis(300),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofHours(1),
            Duration.ofMillis(1));
    CountDownLatch never = new CountDownLatch(1);
    world.duringVerification =
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };

    assertThat(world.cutOver().exitCode()).isEqualTo(ExitCode.ABORTED);
    assertThat(world.fence.isUp()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "the launcher is asked to end (SIGINT, SIGTERM)",
      moment = "the verification of a cutover",
      outcome = "un-fences before it ends",
      sourceClosed = Fault.UNTIL_SEEN)
  void unfencesWhenItIsInterrupted() {
    Thread cutover = Thread.currentThread();
    CountDownLatch never = new CountDownLatch(1);
    world.duringVerification =
        () -> {
          cutover.interrupt();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.ABORTED);
    assertThat(report.problem().orElseThrow()).contains("this process was asked to end");
    assertThat(world.fence.isUp()).isFalse();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the source fails, and goes on failing when it is un-fenced",
      moment = "inside the fence",
      outcome = "exit code 21; watch and next command un-fence when the source answers",
      sourceClosed = Fault.UNTIL_REACHED)
  void endsWithAnExitCodeOfItsOwnWhenTheSourceMayStillBeClosed() {
    world.verdict = Verdict.MISMATCH;
    world.duringVerification = this::breakUnfencing;

    CutoverReport report = world.cutOver();

    assertThat(report.exitCode()).isEqualTo(ExitCode.STILL_FENCED);
    assertThat(report.problem().orElseThrow()).contains("could not be un-fenced: broken pipe");
    assertThat(world.fence.isUp()).isTrue();
    world.duringVerification = () -> {};
    world.faults.heal();
    world.clock.advance(Lease.LENGTH);
    assertThat(world.cutOver().exitCode()).isEqualTo(ExitCode.MISMATCH);
    assertThat(world.fence.isUp()).isFalse();
  }

  /** Each attempt, for each is struck anew. */
  private void breakUnfencing() {
    world.faults.strike(
        "fence.lower",
        When.BEFORE,
        () -> {
          breakUnfencing();
          return new SourceException("broken pipe");
        });
  }

  @Test
  void saysThatTheSourceIsStillFencedWhenItCannotBeUnfenced() throws InterruptedException {
    world.verdict = Verdict.MISMATCH;
    world.duringVerification = () -> world.faults.strike("fence.lower", When.BEFORE, Killed::new);

    assertThatThrownBy(world::cutOver).isInstanceOf(Killed.class);
    world.faults.heal();
    world.clock.advance(Lease.LENGTH);

    assertThat(world.phase()).isEqualTo(Phase.READY);
    assertThat(world.watch().run()).isTrue();
    assertThat(world.fence.isUp()).isFalse();
  }
}
