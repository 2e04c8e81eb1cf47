package dev.crossover.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.faults.Fault;
import org.junit.jupiter.api.Test;

/** What every fence does with epochs. */
public abstract class FenceContract {
  protected abstract Fence fence();

  /** The fence for somebody who cannot find out which tables are moved. */
  protected abstract Fence fenceOfNoTable();

  /** What the start of a migration does; done before each test. */
  protected abstract void begin();

  /** What giving up a migration does. */
  protected abstract void giveUp();

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "a launcher stands still, and its migration is given up, and begun anew, meanwhile",
      moment = "it raises, lowers or seals the fence",
      outcome = "the source refuses it, for good")
  void refusesARaiseThatComesAfterItsMigrationWasGivenUp() {
    FenceRecord record = fence().look().record();
    giveUp();

    assertThatThrownBy(() -> fence().raise(7, "memory", record))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("was given up meanwhile");
    fence().lower(7, record);

    begin();
    assertThatThrownBy(() -> fence().raise(7, "memory", record))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("was given up meanwhile");
    assertThat(fence().leaks(record)).isNotEmpty();

    FenceRecord present = fence().look().record();
    fence().raise(3, "memory", present);
    assertThatThrownBy(() -> fence().lower(7, record)).isInstanceOf(StaleFenceException.class);
    assertThatThrownBy(() -> fence().seal(7, record)).isInstanceOf(StaleFenceException.class);
    assertThat(fence().leaks(present)).isEmpty();
    assertThat(fence().lowerUnsealed()).as("nobody has sealed the present fence").isTrue();
    fence().raise(4, "memory", present);
    fence().lower(5, present);
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "a launcher that was thought dead goes on",
      moment = "it raises or lowers the fence",
      outcome = "the source refuses its epoch")
  void refusesWhoeverKnowsAnOlderEpochThanTheSource() {
    FenceRecord record = fence().look().record();
    fence().raise(7, "memory", record);
    fence().raise(7, "memory", record);

    assertThat(fence().leaks(record)).isEmpty();
    assertThatThrownBy(() -> fence().lower(6, record)).isInstanceOf(StaleFenceException.class);
    assertThatThrownBy(() -> fence().raise(8, "memory", record)).hasMessageContaining("still up");
    assertThatThrownBy(() -> fence().look()).hasMessageContaining("fenced already, at epoch 7");
    assertThat(fence().leaks(record)).isEmpty();

    fence().lower(9, record);

    assertThat(fence().leaks(record)).isNotEmpty();
    assertThatThrownBy(() -> fence().raise(8, "memory", record))
        .isInstanceOf(StaleFenceException.class);
    assertThatThrownBy(() -> fence().raise(9, "memory", record))
        .as("a raise that arrives after its own un-fencing")
        .isInstanceOf(StaleFenceException.class);
    assertThat(fence().leaks(record)).isNotEmpty();
  }

  @Test
  void isLoweredWithoutTheJournalUntilItIsSealed() {
    FenceRecord record = fence().look().record();
    assertThat(fence().lowerUnsealed()).isFalse();
    fence().raise(3, "memory", record);

    assertThat(fence().lowerUnsealed()).isTrue();

    assertThat(fence().leaks(record)).isNotEmpty();
    assertThat(fence().raised()).isEmpty();
    assertThatThrownBy(() -> fence().seal(4, record)).isInstanceOf(StaleFenceException.class);
    assertThatThrownBy(() -> fence().raise(3, "memory", record))
        .isInstanceOf(StaleFenceException.class);

    fence().raise(5, "memory", record);
    assertThatThrownBy(() -> fence().seal(4, record)).isInstanceOf(StaleFenceException.class);
    fence().seal(6, record);
    fence().seal(6, record);

    assertThat(fence().lowerUnsealed()).isFalse();
    assertThat(fence().leaks(record)).isEmpty();

    assertThat(fence().givingBack().orElseThrow()).isNotBlank();
    fence().lower(7, record);
    fence().raise(8, "memory", record);
    assertThat(fence().lowerUnsealed()).as("a new fence has no seal").isTrue();
  }

  @Test
  void canBeLoweredAgainAndRaisedLater() {
    FenceRecord record = fence().look().record();
    fence().lower(1, record);
    fence().raise(2, "memory", record);
    fence().lower(3, record);
    fence().lower(3, record);
    fence().raise(4, "memory", record);

    assertThat(fence().leaks(record)).isEmpty();
    fence().lower(5, record);
  }

  @Test
  void saysWhatItWouldCloseAndWhatItClosed() {
    FencePlan plan = fence().look();

    assertThat(plan.summary()).isNotBlank();
    assertThat(fence().raise(1, "memory", plan.record())).contains("closed");
    assertThat(fence().raise(1, "memory", plan.record())).contains("closed");
    fence().lower(2, plan.record());
  }

  @Test
  void isFoundAndUndoneByTheSourcesOwnRecord() {
    FenceRecord record = fence().look().record();
    assertThat(fence().raised()).isEmpty();
    assertThat(fence().givingBack()).isEmpty();
    fence().raise(7, "memory", record);

    assertThat(fence().raised()).contains(new Fence.Raised(7, "memory", record));
    fence().lower(7, record);

    assertThat(fence().raised()).isEmpty();
    assertThatThrownBy(() -> fence().raise(7, "memory", record))
        .isInstanceOf(StaleFenceException.class);
    assertThat(fence().leaks(record)).isNotEmpty();
  }

  @Test
  void isUndoneByItsRecordAlone() {
    FencePlan plan = fence().look();
    fence().raise(1, "memory", plan.record());

    fence().lower(2, new FenceRecord(plan.record().json()));

    assertThat(fence().leaks(plan.record())).isNotEmpty();
    assertThat(fence().look()).isEqualTo(plan);
  }

  @Test
  void isLoweredByWhoeverDoesNotKnowTheTables() {
    FenceRecord record = fence().look().record();
    fence().raise(1, "memory", record);

    assertThat(fenceOfNoTable().raised()).map(Fence.Raised::epoch).contains(1L);
    fenceOfNoTable().lower(2, record);

    assertThat(fence().raised()).isEmpty();
    fence().raise(3, "memory", record);
    assertThat(fenceOfNoTable().lowerUnsealed()).isTrue();
    assertThat(fence().raised()).isEmpty();
  }
}
