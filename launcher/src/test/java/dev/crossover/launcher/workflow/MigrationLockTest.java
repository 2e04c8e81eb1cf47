package dev.crossover.launcher.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.AlreadyRunningException;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.journal.OwnershipAmbiguousException;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.processes.ProcessStart;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.launcher.world.Faults.Killed;
import dev.crossover.launcher.world.Faults.When;
import dev.crossover.launcher.world.InMemoryWorld;
import java.util.Map;
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

  private void killInTheFence() {
    world.run();
    world.verify();
    world.faults.strike("verification.verify", When.BEFORE, Killed::new);
    assertThatThrownBy(world::cutOver).isInstanceOf(Killed.class);
    world.faults.heal();
    assertThat(world.source.fence.isUp()).isTrue();
  }

  @Test
  void opensTheSourceAfterACutoverThatHasEnded() {
    killInTheFence();
    assertThat(world.lock().unfenceIfAbandoned()).as("its lease still holds").isFalse();
    assertThat(world.source.fence.isUp()).isTrue();
    world.clock.advance(Lease.LENGTH);

    assertThat(world.lock().unfenceIfAbandoned()).isTrue();

    assertThat(world.source.fence.isUp()).isFalse();
    assertThat(world.entry().phase()).isEqualTo(Phase.READY);
    assertThat(world.lock().unfenceIfAbandoned()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "launcher, watch and target are killed, and the journal is lost with the target",
      moment = "the verification of a cutover",
      outcome = "the next command un-fences by the record in the source",
      sourceClosed = "until a command is given")
  void opensTheSourceWhenTheJournalWentWithTheTarget() {
    killInTheFence();
    world.target.remove();

    assertThat(world.lock().unfenceIfAbandoned()).isTrue();

    assertThat(world.source.fence.isUp()).isFalse();
  }

  @Test
  void leavesTheSourceClosedOnceTheTargetOwnsTheData() {
    world.run();
    world.verify();
    world.cutOver();

    assertThat(world.lock().unfenceIfAbandoned()).isFalse();

    assertThat(world.source.fence.isUp()).isTrue();
  }

  @Test
  void leavesTheSourceClosedForAnotherTarget() {
    FenceRecord record = world.source.fence.look().record();
    world.source.fence.raise(3, "the right one", record);

    assertThatThrownBy(() -> world.lock().unfenceIfAbandoned())
        .isInstanceOf(OwnershipAmbiguousException.class)
        .hasMessageContaining(
            "the source is fenced for the target the right one, but the settings name memory");

    assertThat(world.source.fence.isUp()).isTrue();
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

  @Test
  void instancesOfAServiceAreNotTakenForProcessesOfOneMachine() {
    String instance = MigrationLock.host(Map.of("K_REVISION", "shop-prod-launcher-00001"));

    assertThat(instance).startsWith("shop-prod-launcher-00001/");
    assertThat(new Owner(instance, 1, new ProcessStart("boot:0"), "t").isGone("localhost"))
        .isFalse();
    assertThat(MigrationLock.host(Map.of())).doesNotContain("/");
  }
}
