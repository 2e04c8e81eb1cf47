package dev.crossover.launcher.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.CrossoverException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of this machine is set by an hour, at every call of a whole migration. */
class ClockStepTest {
  private static int calls() {
    InMemoryWorld world = new InMemoryWorld();
    Command.WHOLE_MIGRATION.forEach(command -> command.run(world));
    return world.faults.everyCall().size();
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
      world.faults.meanwhile(call, () -> world.clock.advance(Duration.ofHours(hours)));
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
