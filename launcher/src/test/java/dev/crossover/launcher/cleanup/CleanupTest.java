package dev.crossover.launcher.cleanup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.ExitCode;
import dev.crossover.contract.GateNotMetException;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.journal.StaleEpochException;
import dev.crossover.launcher.cutover.CutoverReport;
import dev.crossover.launcher.world.Faults.Killed;
import dev.crossover.launcher.world.Faults.When;
import dev.crossover.launcher.world.InMemoryWorld;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanupTest {
  private static final List<String> STAGES =
      List.of("jobs", "change stream", "source", "target", "files", "journal");

  private static final List<String> STAGES_OF_GIVING_UP =
      List.of("jobs", "change stream", "source", "target", "files", "records", "journal");

  private final InMemoryWorld world = new InMemoryWorld();

  private void switchOver() {
    world.run();
    world.verify();
    world.cutOver();
  }

  private static List<String> names(CleanupReport report) {
    return report.stages().stream().map(CleanupReport.Stage::name).toList();
  }

  @Test
  void endsWhatTheMigrationNeededAndThenCompletesTheJournal() {
    switchOver();

    CleanupReport report = world.cleanup().run(false);

    assertThat(names(report)).isEqualTo(STAGES);
    assertThat(report.phase()).isEqualTo("COMPLETED");
    assertThat(report.text()).startsWith("Done:").contains("its tables stay as the record");
    assertThat(world.entry().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(world.stream.status().state()).isEqualTo(ChangeStream.State.ABSENT);
    assertThat(world.target.exist(null)).isFalse();
    assertThat(world.target.rows()).isEqualTo(world.source.rows()).isNotEmpty();
    assertThat(world.notes).doesNotContain("emulator ended");
  }

  @Test
  void leavesTheSourceClosedAndKeepsWhatWouldOpenIt() throws IOException {
    switchOver();

    world.cleanup().run(false);

    assertThat(world.source.fence.isUp()).isTrue();
    try (InputStream file = world.bucket.read("source-rights.sql")) {
      assertThat(new String(file.readAllBytes(), UTF_8)).startsWith("give back ");
    }
    assertThat(world.notes).anyMatch(note -> note.contains("source-rights.sql would give"));
  }

  @Test
  void keepsNothingOfASourceThatIsOpen() {
    world.run();

    world.cleanup().run(true);

    assertThat(world.bucket.list("source-rights")).isEmpty();
  }

  @Test
  void canBeRunAgainWhenItIsDone() {
    switchOver();
    world.cleanup().run(false);

    assertThat(world.cleanup().run(false).phase()).isEqualTo("COMPLETED");
  }

  @Test
  void showsTheSameStagesWithoutDoingThem() {
    switchOver();

    CleanupReport plan = world.cleanup().plan(false);

    assertThat(names(plan)).isEqualTo(STAGES);
    assertThat(plan.text()).startsWith("Would do:");
    assertThat(world.entry().phase()).isEqualTo(Phase.SWITCHED);
    assertThat(world.target.exist(null)).isTrue();
  }

  @Test
  void refusesAMigrationThatIsNotOverUnlessItIsGivenUp() {
    world.run();

    assertThatThrownBy(() -> world.cleanup().run(false))
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("the migration is in phase READY, must be SWITCHED; add --abandon");
    assertThatThrownBy(() -> world.cleanup().plan(false)).isInstanceOf(GateNotMetException.class);
    assertThat(world.liveJob.status().state().name()).isEqualTo("RUNNING");
  }

  @Test
  void neverGivesUpWhatIsJournalled() {
    world.run();
    world.verify();
    world.faults.strike("switch.run", When.BEFORE, Killed::new);
    assertThatThrownBy(world::cutOver).isInstanceOf(Killed.class);
    world.outlastTheLease();

    assertThatThrownBy(() -> world.cleanup().run(true))
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("the cutover is not finished");
    assertThat(world.target.exist(null)).isTrue();
  }

  @Test
  void dropsATrialTargetAltogetherWhenTheMigrationIsGivenUp() {
    world.run();

    CleanupReport report = world.cleanup().run(true);

    assertThat(names(report)).isEqualTo(STAGES_OF_GIVING_UP);
    assertThat(world.target.hasJournal()).isFalse();
    assertThat(world.target.rows()).isEmpty();
    assertThat(world.notes).contains("emulator ended");
    assertThat(world.run()).as("a new migration").isEqualTo(Phase.READY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "templates/1/bulk-load.json",
        "settings/shop-prod.tfvars.json",
        "schema/shards.json",
        "jobs/forgotten/2026-1",
        "somebody-elses"
      })
  void whatIsNotTheMigrationsOwnStaysWhereItIs(String path) {
    world.run();
    world.bucket.write(path, new byte[] {1});

    world.cleanup().run(true);

    assertThat(world.bucket.list("")).contains(path);
  }

  @Test
  void theVerdictOnAMigrationThatIsGivenUpSaysNothingOfTheNextOne() {
    world.run();
    world.verify();
    world.bucket.write("dead-letters/one.json", new byte[] {1});
    List<String> kept = world.bucket.list("");

    world.cleanup().run(true);

    assertThat(world.bucket.list(""))
        .isEqualTo(kept.stream().map(path -> "given-up/20260101T000002Z/" + path).toList());
    world.run();
    CutoverReport refused = world.cutOver();
    assertThat(refused.exitCode()).isEqualTo(ExitCode.GATE_NOT_MET);
    assertThat(refused.toString()).contains("never run");
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of `cleanup --abandon`",
      moment = "before it drops the journal",
      outcome = "`run` and `schema` say that the migration was given up; cleanup goes on")
  void saysHowToGoOnWhereGivingUpDidNotEnd() {
    world.run();
    world.faults.strike("store.remove", When.BEFORE, Killed::new);
    assertThatThrownBy(() -> world.cleanup().run(true)).isInstanceOf(Killed.class);
    world.faults.heal();
    world.outlastTheLease();

    assertThatThrownBy(() -> world.migration().schema())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("crossover cleanup --abandon, then crossover run");
    assertThatThrownBy(world::run).hasMessageContaining("cleanup --abandon");

    world.cleanup().run(true);
    assertThat(world.run()).isEqualTo(Phase.READY);
  }

  @Test
  void leavesTheRecordsOfAMigrationThatIsOverWhereTheyAre() {
    switchOver();
    List<String> kept = world.bucket.list("verification/");

    world.cleanup().run(false);

    assertThat(world.bucket.list("verification/")).isEqualTo(kept).isNotEmpty();
  }

  @Test
  void leavesTheRowsOfARealTargetWhenTheMigrationIsGivenUp() {
    world.target.disposable = false;
    world.run();

    CleanupReport report = world.cleanup().run(true);

    assertThat(report.text()).contains("the moved tables stay, drop them yourself");
    assertThat(world.target.hasJournal()).isFalse();
    assertThat(world.target.rows()).isNotEmpty();
    assertThat(world.notes).doesNotContain("emulator ended");
  }

  @Test
  void opensTheSourceOfACutoverWhoseJournalIsGone() {
    dieInTheFenceAndLoseTheJournal();

    world.cleanup().run(true);

    assertThat(world.source.fence.isUp()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "the journal is lost with the target, then kill -9 of `cleanup --abandon`",
      moment = "as it un-fences",
      outcome = "the record of the fence stays; the next cleanup un-fences",
      sourceClosed = "until a command is given")
  void keepsTheFencesRecordUntilTheSourceIsOpen() {
    dieInTheFenceAndLoseTheJournal();
    world.faults.strike("fence.lower", When.BEFORE, Killed::new);
    assertThatThrownBy(() -> world.cleanup().run(true)).isInstanceOf(Killed.class);
    assertThat(world.stream.status().state()).isNotEqualTo(ChangeStream.State.ABSENT);

    world.faults.heal();
    world.cleanup().run(true);

    assertThat(world.source.fence.isUp()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "the journal is lost with the target",
      moment = "a new `run`",
      outcome = "un-fences, then says that the target's data is gone and how to begin anew",
      sourceClosed = "until a command is given")
  void theNextMigrationOpensTheSourceFirst() {
    dieInTheFenceAndLoseTheJournal();

    assertThatThrownBy(world::run)
        .hasMessageContaining("the target's data is gone")
        .hasMessageContaining("crossover cleanup --abandon, then crossover run");
    assertThat(world.source.fence.isUp()).isFalse();
    assertThat(world.target.hasJournal()).isFalse();
  }

  /** A reboot, with a target that does not outlast it. */
  private void dieInTheFenceAndLoseTheJournal() {
    world.run();
    world.verify();
    world.faults.strike("fence.raise", When.AFTER, Killed::new);
    assertThatThrownBy(world::cutOver).isInstanceOf(Killed.class);
    world.faults.heal();
    world.target.remove();
    assertThat(world.source.fence.isUp()).isTrue();
  }

  @Test
  void givesUpAMigrationThatHasNotBegun() {
    assertThat(names(world.cleanup().run(true))).isEqualTo(STAGES_OF_GIVING_UP);
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of launcher and fence watch",
      moment = "the verification of a cutover, then `cleanup --abandon`",
      outcome = "un-fences before it removes what could",
      sourceClosed = "until a command is given after the lease of 30 s")
  void unfencesBeforeItTakesAnythingAway() {
    world.run();
    world.verify();
    world.faults.strike("verification.verify", When.BEFORE, Killed::new);
    assertThatThrownBy(world::cutOver).isInstanceOf(Killed.class);
    world.outlastTheLease();

    world.cleanup().run(true);

    assertThat(world.source.fence.isUp()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault =
          "`cleanup --abandon` stands still for longer than its lease, and another one cuts over",
      moment = "before it ends the jobs",
      outcome = "it takes nothing more away; the journal stays and the target is the owner",
      sourceClosed = Fault.FOR_GOOD)
  void takesNothingAwayFromWhoeverHasCutOverMeanwhile() {
    world.run();
    world.verify();
    int calls = world.faults.everyCall().size();
    world.faults.meanwhile(
        calls + 3,
        () -> {
          world.clock.advance(Lease.LENGTH.plusSeconds(1));
          assertThat(world.cutOver().exitCode()).isEqualTo(ExitCode.DONE);
        });

    assertThatThrownBy(() -> world.cleanup().run(true)).isInstanceOf(StaleEpochException.class);

    assertThat(world.entry().phase()).isEqualTo(Phase.SWITCHED);
    assertThat(world.target.rows()).isEqualTo(world.source.rows());
  }
}
