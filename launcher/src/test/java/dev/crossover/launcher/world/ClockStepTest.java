package dev.crossover.launcher.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.CrossoverException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.world.Faults.Killed;
import dev.crossover.launcher.world.Faults.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of this machine is set by an hour, at every call of a whole migration. */
class ClockStepTest {
  private static int calls() {
    InMemoryWorld world = new InMemoryWorld();
    Command.WHOLE_MIGRATION.forEach(command -> command.run(world));
    return world.faults.everyCall().size();
  }

  private static InMemoryWorld ready() {
    InMemoryWorld world = new InMemoryWorld();
    Command.RUN.run(world);
    Command.VERIFY.run(world);
    return world;
  }

  @Test
  @Fault(
      kind = Fault.Kind.CLOCK,
      fault =
          "the clock is set an hour back, and a step takes as long as the whole downtime allowed",
      moment = "the verification of a cutover",
      outcome = "aborted and un-fenced",
      sourceClosed = Fault.MAX_DOWNTIME)
  void aClockThatIsSetBackDoesNotKeepTheSourceClosedForLonger() {
    InMemoryWorld rehearsal = ready();
    Command.CUTOVER.run(rehearsal);
    InMemoryWorld world = ready();
    world.faults.meanwhile(
        rehearsal.faults.everyCall().lastIndexOf("verification.verify"),
        () -> {
          world.clock.set(Duration.ofHours(-1));
          world.clock.advance(Duration.ofMinutes(5));
        });

    assertThatThrownBy(() -> Command.CUTOVER.run(world))
        .hasMessageContaining("the allowed downtime is over");

    assertThat(world.source.fence.isUp()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.CLOCK,
      fault = "kill -9 of the launcher, then the clock is set an hour back",
      moment = "the verification of a cutover",
      outcome = "the next command waits for one lease of 30 s and un-fences",
      sourceClosed = "until a command is given, and 30 s")
  void theLeaseOfAKilledProcessHoldsNoLongerWhenTheClockIsSetBack() {
    InMemoryWorld world = ready();
    world.faults.strike("verification.verify", When.BEFORE, Killed::new);
    assertThatThrownBy(() -> Command.CUTOVER.run(world)).isInstanceOf(Killed.class);
    world.faults.heal();
    assertThat(world.source.fence.isUp()).isTrue();
    world.clock.set(Duration.ofHours(-1));
    Duration before = world.clock.elapsed();

    assertThat(world.lock().unfenceIfAbandoned()).isTrue();

    assertThat(world.source.fence.isUp()).isFalse();
    assertThat(world.clock.elapsed().minus(before)).isEqualTo(Lease.LENGTH);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  @Fault(
      kind = Fault.Kind.CLOCK,
      fault = "the clock is set an hour forward or back",
      moment = "every call of a whole migration",
      outcome =
          "the command goes on, or un-fences and says why; run again, every command ends well",
      sourceClosed = Fault.UNTIL_SEEN,
      rowsLost = Fault.RowsLost.NONE)
  void aStepOfTheClockLosesNothingAndLeavesNoSourceClosed(int hours) {
    for (int call = 0; call < calls(); call++) {
      InMemoryWorld world = new InMemoryWorld();
      world.faults.meanwhile(call, () -> world.clock.set(Duration.ofHours(hours)));
      List<String> problems = new ArrayList<>();
      for (Command command : Command.WHOLE_MIGRATION) {
        try {
          command.run(world);
        } catch (CrossoverException e) {
          problems.add(command + ": " + e.getMessage());
          assertThat(world.source.fence.isUp())
              .as("at call %d: %s", call, problems)
              .isEqualTo(world.entry().phase().isPastTheJournal());
          world.verify();
          command.run(world);
        }
      }
      assertThat(problems).as("at call %d", call).hasSizeLessThanOrEqualTo(1);
      assertThat(world.entry().phase()).isEqualTo(Phase.COMPLETED);
      assertThat(world.target.rows()).isEqualTo(world.source.rows());
    }
  }
}
