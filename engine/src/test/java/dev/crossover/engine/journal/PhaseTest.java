package dev.crossover.engine.journal;

import static dev.crossover.engine.journal.Phase.APPLYING;
import static dev.crossover.engine.journal.Phase.BULK_LOADING;
import static dev.crossover.engine.journal.Phase.CAPTURING;
import static dev.crossover.engine.journal.Phase.CAUGHT_UP;
import static dev.crossover.engine.journal.Phase.COMPLETED;
import static dev.crossover.engine.journal.Phase.FENCED;
import static dev.crossover.engine.journal.Phase.JOURNALLED;
import static dev.crossover.engine.journal.Phase.READY;
import static dev.crossover.engine.journal.Phase.SWITCHED;
import static dev.crossover.engine.journal.Phase.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PhaseTest {
  @Test
  void goesBackToReadyFromEveryPhaseThatMayBeFencedAndFromNoOther() {
    assertThat(Arrays.stream(Phase.values()).filter(Phase::isRevocable))
        .containsExactly(FENCED, CAUGHT_UP, VERIFIED);
  }

  @Test
  void neverGoesBackOnceTheJournalIsWritten() {
    assertThat(JOURNALLED.next()).containsExactly(SWITCHED);
    assertThat(SWITCHED.next()).containsExactly(COMPLETED);
    assertThat(COMPLETED.next()).isEmpty();
    assertThat(Arrays.stream(Phase.values()).filter(Phase::isPastTheJournal))
        .containsExactly(JOURNALLED, SWITCHED, COMPLETED);
  }

  @Test
  void startsTheLiveJobAfterTheBulkLoadOrWithoutOne() {
    assertThat(CAPTURING.next()).containsExactlyInAnyOrder(BULK_LOADING, APPLYING);
    assertThat(BULK_LOADING.next()).containsExactly(APPLYING);
    assertThat(APPLYING.next()).containsExactly(READY);
  }

  @Test
  void refusesAMoveThatIsNotInTheTable() {
    JournalEntry planned = JournalEntry.first(Instant.EPOCH);

    assertThatThrownBy(() -> planned.in(CAUGHT_UP))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a migration in phase PLANNED may become [CAPTURING], not CAUGHT_UP");
  }
}
