package dev.crossover.launcher.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.journal.AlreadyRunningException;
import dev.crossover.launcher.world.InMemoryWorld;
import org.junit.jupiter.api.Test;

class MigrationLockTest {
  private final InMemoryWorld world = new InMemoryWorld();

  @Test
  void knowsNothingOfAMigrationThatHasNotBegun() {
    assertThat(world.lock().look()).isEmpty();
    assertThat(world.lock().history()).isEmpty();
    assertThat(world.lock().isOpen()).isFalse();
  }

  @Test
  void makesTheJournalOnce() {
    world.lock().open();
    world.lock().with(lease -> lease.note(java.util.Map.of("a", "b")));
    world.lock().open();

    assertThat(world.lock().look().orElseThrow().details()).containsEntry("a", "b");
  }

  @Test
  void isReleasedAlsoWhenTheWorkFails() {
    world.lock().open();

    assertThatThrownBy(
            () ->
                world
                    .lock()
                    .with(
                        lease -> {
                          throw new IllegalStateException("bug");
                        }))
        .hasMessage("bug");

    assertThat(world.lock().look().orElseThrow().owner()).isEmpty();
  }

  @Test
  void isHeldByOneAtATime() {
    world.lock().open();

    world
        .lock()
        .with(
            lease -> {
              assertThatThrownBy(() -> world.lock().with(other -> other))
                  .isInstanceOf(AlreadyRunningException.class)
                  .hasMessageContaining("already works on this migration");
              return lease;
            });
  }

  @Test
  void letsAnybodyLookWhileItIsHeld() {
    world.lock().open();

    world
        .lock()
        .with(
            lease -> {
              assertThat(world.lock().look().orElseThrow().owner()).contains(lease.owner());
              return lease;
            });
  }
}
