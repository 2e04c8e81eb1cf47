package dev.crossover.launcher.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.CrossoverException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A launcher stands still at each of its calls for longer than its lease; another command takes
 * over, and then the first one goes on as if nothing had happened.
 */
class OutlivedLeaseTest {
  private static Stream<Arguments> pairs() {
    return Arrays.stream(Command.values())
        .filter(OutlivedLeaseTest::goesOn)
        .flatMap(
            first ->
                Arrays.stream(Command.values())
                    .filter(OutlivedLeaseTest::goesOn)
                    .map(second -> Arguments.of(first, second)));
  }

  /** A migration that is given up has no journal any more that could tell who came later. */
  private static boolean goesOn(Command command) {
    return command.takesTheLease() && command != Command.ABANDON;
  }

  @ParameterizedTest(name = "{1} takes over from {0}")
  @MethodSource("pairs")
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "the launcher stands still for longer than its lease, and another command takes over",
      moment = "every call of every command that takes the lease but `cleanup --abandon`",
      outcome =
          "the source is closed only if the journal is written; the migration goes on to its end",
      sourceClosed = Fault.LEASE_OR_FOR_GOOD,
      rowsLost = Fault.RowsLost.NONE)
  void aLauncherThatStoodStillDoesNoHarm(Command first, Command second) {
    int calls = first.calls();
    for (int call = 0; call < calls; call++) {
      InMemoryWorld world = first.world();
      world.faults.meanwhile(
          world.faults.everyCall().size() + call,
          () -> {
            world.clock.advance(Lease.LENGTH.plusSeconds(1));
            second.problemIn(world);
          });

      Optional<CrossoverException> problem = first.problemIn(world);

      String where = second + " at call " + call + " of " + first + ": " + problem;
      assertThat(world.source.fence.isUp())
          .as(where)
          .isEqualTo(world.entry().phase().isPastTheJournal());
      for (Command command : Command.WHOLE_MIGRATION) {
        assertThat(command.problemIn(world)).as(where + ", then " + command).isEmpty();
      }
      assertThat(world.entry().phase()).as(where).isEqualTo(Phase.COMPLETED);
      assertThat(world.target.rows()).as(where).isEqualTo(world.source.rows());
    }
  }
}
