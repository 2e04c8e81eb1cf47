package dev.crossover.launcher.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.ExitCode;
import dev.crossover.contract.GateNotMetException;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.platform.JobFailedException;
import dev.crossover.launcher.world.InMemoryWorld;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadInBulkTest {
  private final InMemoryWorld world = new InMemoryWorld();

  @BeforeEach
  void capture() {
    world.applicationWrites = false;
    world.migration().capture();
  }

  @Test
  void keepsWhatTheGateSaw() {
    world.migration().bulk();

    assertThat(world.entry().phase()).isEqualTo(Phase.APPLYING);
    assertThat(world.entry().details().get(JournalDetails.BULK_GATE))
        .contains("change-stream: RUNNING")
        .contains("partitions: all loaded")
        .contains("row-counts: every loaded row is there");
    assertThat(world.notes).contains("bulk load: 5 rows in 1 tables");
  }

  @Test
  void goesOnWatchingAJobThatAnotherProcessStarted() {
    world.bulkJob.start();

    world.migration().bulk();

    assertThat(world.bulkJob.starts()).isEqualTo(1);
  }

  @Test
  void saysThatTheChangeStreamHasEndedInsteadOfLoadingForNothing() {
    world.beforeTick = world.stream::die;

    assertThatThrownBy(() -> world.migration().bulk())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("the change stream does not run any more (FAILED: it was killed)");
    assertThat(world.entry().phase()).isEqualTo(Phase.BULK_LOADING);

    world.beforeTick = () -> {};
    assertThat(world.migration().bulk()).isEqualTo(Phase.APPLYING);
  }

  @Test
  void staysInItsPhaseWhenTheJobFails() {
    world.beforeTick = () -> world.bulkJob.fail("no memory");

    assertThatThrownBy(() -> world.migration().bulk())
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("the bulk load failed: no memory")
        .extracting(e -> ((JobFailedException) e).exitCode())
        .isEqualTo(ExitCode.EXTERNAL_TOOL_ERROR);
    assertThat(world.entry().phase()).isEqualTo(Phase.BULK_LOADING);

    world.beforeTick = () -> {};
    assertThat(world.migration().bulk()).isEqualTo(Phase.APPLYING);
  }

  @Test
  void handsNothingOverWhileTheGateIsNotMet() {
    world.openDeadLetters = 3;
    world.missingRows = 1;

    assertThatThrownBy(() -> world.migration().bulk())
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("dead-letters: 3 open, must be 0 open")
        .hasMessageContaining("row-counts: shop.sale has 4 of 5");
    assertThat(world.entry().phase()).isEqualTo(Phase.BULK_LOADING);

    world.openDeadLetters = 0;
    world.missingRows = 0;
    assertThat(world.migration().bulk()).isEqualTo(Phase.APPLYING);
    assertThat(world.bulkJob.starts()).as("loaded once").isEqualTo(1);
  }

  @Test
  void refusesALoadAfterTheLiveJobMayHaveStarted() {
    world
        .lock()
        .with(lease -> lease.note(Map.of(JournalDetails.LIVE_STARTED, "2026-01-01T00:00:00Z")));

    assertThatThrownBy(() -> world.migration().bulk())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after the live job has started");
    assertThat(world.bulkJob.starts()).isZero();
  }

  @Test
  void readsNothingBeforeTheStreamHasAStartPosition() {
    world.stream.stop();
    world.stream.remove();
    world.streamStarts = false;

    assertThatThrownBy(() -> world.migration().bulk())
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("the work directory knows of none");
    assertThat(world.bulkJob.starts()).isZero();
  }

  @Test
  void waitsInSmallSteps() {
    var begin = world.clock.instant();

    world.migration().bulk();

    assertThat(Duration.between(begin, world.clock.instant())).isEqualTo(Duration.ofSeconds(1));
  }
}
