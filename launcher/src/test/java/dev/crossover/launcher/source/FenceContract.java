package dev.crossover.launcher.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What every fence does with epochs. */
abstract class FenceContract {
  abstract Fence fence();

  @Test
  void refusesWhoeverKnowsAnOlderEpochThanTheSource() {
    FenceRecord record = fence().look();
    fence().raise(7, record);
    fence().raise(7, record);

    assertThat(fence().leaks(record)).isEmpty();
    assertThatThrownBy(() -> fence().lower(6, record)).isInstanceOf(StaleFenceException.class);
    assertThatThrownBy(() -> fence().raise(8, record)).hasMessageContaining("still up");
    assertThatThrownBy(() -> fence().look()).hasMessageContaining("fenced already, at epoch 7");
    assertThat(fence().leaks(record)).isEmpty();

    fence().lower(9, record);

    assertThat(fence().leaks(record)).isNotEmpty();
    assertThatThrownBy(() -> fence().raise(8, record)).isInstanceOf(StaleFenceException.class);
    assertThatThrownBy(() -> fence().raise(9, record))
        .as("a raise that arrives after its own un-fencing")
        .isInstanceOf(StaleFenceException.class);
    assertThat(fence().leaks(record)).isNotEmpty();
  }

  @Test
  void canBeLoweredAgainAndRaisedLater() {
    FenceRecord record = fence().look();
    fence().lower(1, record);
    fence().raise(2, record);
    fence().lower(3, record);
    fence().lower(3, record);
    fence().raise(4, record);

    assertThat(fence().leaks(record)).isEmpty();
    fence().lower(5, record);
  }
}
