package dev.crossover.launcher.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.AlreadyRunningException;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.world.Faults.Killed;
import dev.crossover.launcher.world.Faults.When;
import dev.crossover.launcher.world.InMemoryWorld;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MigrationTest {
  private final InMemoryWorld world = new InMemoryWorld();

  @Test
  void takesOnePhaseAfterTheOther() {
    assertThat(world.migration().capture()).isEqualTo(Phase.CAPTURING);
    assertThat(world.migration().bulk()).isEqualTo(Phase.APPLYING);
    assertThat(world.migration().apply()).isEqualTo(Phase.READY);
  }

  @Test
  void makesTheSchemaWithoutAnyMove() {
    assertThat(world.migration().schema().tables()).isZero();

    assertThat(world.entry().phase()).isEqualTo(Phase.PLANNED);
    assertThat(world.target.exist(null)).isTrue();
  }

  @Test
  void beginsNothingWhileACheckFails() {
    world.preflightPasses = false;

    assertThatThrownBy(() -> world.run())
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("cannot start the migration")
        .hasMessageContaining("source-connection: broken; repair it");
    assertThat(world.target.hasJournal()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the source does not answer",
      moment = "the start of a migration",
      outcome = "nothing begins; preflight says what to repair")
  void leavesASourceThatDoesNotAnswerToTheChecks() {
    world.preflightPasses = false;
    world.faults.strike("fence.raised", When.BEFORE, () -> new SourceException("no route"));

    assertThatThrownBy(() -> world.run())
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("source-connection: broken; repair it");
  }

  @Test
  void goesOnAlthoughACheckFailsOnceItHasBegun() {
    world.migration().capture();
    world.preflightPasses = false;

    assertThat(world.run()).isEqualTo(Phase.READY);
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "the work directory is lost",
      moment = "phase CAPTURING",
      outcome = "refused, as changes may be missing; says how to start over")
  void doesNotGoOnWithAnotherStreamThanTheOneThatItBeganWith() {
    world.migration().capture();
    world.stream.forget();
    world.source.write("lost", "with the files");

    assertThatThrownBy(() -> world.run())
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("the journal says that the change stream began at ")
        .hasMessageContaining("the work directory knows of none")
        .hasMessageContaining("crossover cleanup --abandon, then crossover run");
    assertThat(world.stream.status().state()).isEqualTo(ChangeStream.State.ABSENT);
    assertThat(world.entry().phase()).isEqualTo(Phase.CAPTURING);
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "the work directory is lost, and the stream made again later",
      moment = "phase READY",
      outcome = "refused, as changes are missing")
  void doesNotGoOnWithAStreamThatBeganLater() {
    world.run();
    world.stream.forget();
    world.source.write("lost", "between two streams");
    world.stream.start();

    assertThatThrownBy(() -> world.run())
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("the work directory knows of one that began at ");
  }

  @Test
  void loadsNothingBeforeTheMigrationHasBegun() {
    assertThatThrownBy(() -> world.migration().bulk())
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("the migration has not begun; run `crossover capture` first");
    assertThatThrownBy(() -> world.migration().apply())
        .hasMessageContaining("run `crossover capture, then crossover bulk` first");
    assertThat(world.bulkJob.starts()).isZero();
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "the target comes back without its data",
      moment = "phase READY",
      outcome =
          "no command begins a second migration over the first; each says that the data is gone and"
              + " how to begin anew")
  void beginsNoSecondMigrationWhenTheTargetLostItsData() {
    world.run();
    world.target.remove();

    List<ThrowingCallable> commands =
        List.of(
            world::run,
            () -> world.migration().schema(),
            () -> world.migration().capture(),
            () -> world.migration().bulk(),
            () -> world.migration().apply(),
            () -> world.migration().requireBegun("verify", "crossover run"));
    assertThat(commands)
        .allSatisfy(
            command ->
                assertThatThrownBy(command)
                    .isInstanceOf(GateNotMetException.class)
                    .hasMessageContaining("the target's data is gone")
                    .hasMessageContaining("crossover cleanup --abandon, then crossover run"));
    assertThat(world.target.hasJournal()).isFalse();
    world.cleanup().run(true);
    assertThat(world.run()).isEqualTo(Phase.READY);
    world.verify();
    world.cutOver();
    assertThat(world.target.rows()).isEqualTo(world.source.rows());
  }

  @Test
  void loadsNothingBeforeTheChangeStreamHasStarted() {
    world.migration().schema();

    assertThatThrownBy(() -> world.migration().bulk())
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("the migration is in phase PLANNED, must be CAPTURING");
    assertThat(world.bulkJob.starts()).isZero();
  }

  @Test
  void appliesNothingBeforeTheBulkGateHasPassed() {
    world.migration().capture();

    assertThatThrownBy(() -> world.migration().apply())
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("the migration is in phase CAPTURING, must be APPLYING");
    assertThat(world.liveJob.starts()).isZero();
  }

  @Test
  void loadsNothingInBulkOnceTheLiveJobMayHaveStarted() {
    world.run();

    assertThatThrownBy(() -> world.migration().bulk())
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("the migration is in phase READY");
    assertThat(world.bulkJob.starts()).isEqualTo(1);
  }

  @Test
  void keepsThatTheLiveJobMayHaveStartedBeforeItStarts() {
    world.faults.strike("live.start", When.BEFORE, Killed::new);

    assertThatThrownBy(world::run).isInstanceOf(Killed.class);

    assertThat(world.liveJob.starts()).isZero();
    assertThat(world.entry().details()).containsKey(JournalDetails.LIVE_STARTED);
  }

  @Test
  void startsTheStreamAgainThatSomebodyEnded() {
    world.migration().capture();
    world.stream.stop();

    assertThat(world.run()).isEqualTo(Phase.READY);
    world.stream.die();
    world.liveJob.fail("killed");

    assertThat(world.run()).isEqualTo(Phase.READY);
    assertThat(world.stream.status().state().name()).isEqualTo("RUNNING");
    assertThat(world.liveJob.starts()).isEqualTo(2);
  }

  @Test
  void letsOnlyOneProcessWork() {
    world.migration().capture();

    world
        .lock()
        .with(
            lease -> {
              assertThatThrownBy(world::run).isInstanceOf(AlreadyRunningException.class);
              return lease;
            });

    assertThat(world.run()).isEqualTo(Phase.READY);
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of launcher and fence watch",
      moment = "the verification of a cutover",
      outcome = "the next command, whatever it is, un-fences before it does its work",
      sourceClosed = "until a command is given after the lease of 30 s")
  void unfencesTheSourceBeforeAnyCommandDoesItsWork() {
    world.run();
    world.verify();
    world.faults.strike("verification.verify", When.BEFORE, Killed::new);
    assertThatThrownBy(world::cutOver).isInstanceOf(Killed.class);
    assertThat(world.source.fence.isUp()).isTrue();
    world.outlastTheLease();

    world.migration().schema();

    assertThat(world.source.fence.isUp()).isFalse();
    assertThat(world.entry().phase()).isEqualTo(Phase.READY);
    assertThat(world.entry().fence()).isEmpty();
    assertThat(world.entry().details())
        .containsEntry(JournalDetails.UNFENCED, "an earlier command ended inside the fence");
  }

  @Test
  void doesNothingMoreOnceTheTargetOwnsTheData() {
    world.run();
    world.verify();
    world.cutOver();

    assertThat(world.run()).isEqualTo(Phase.SWITCHED);
    assertThat(world.source.fence.isUp()).isTrue();
    assertThat(world.liveJob.starts()).isEqualTo(1);
  }
}
