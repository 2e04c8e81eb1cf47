package dev.crossover.launcher.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.Phase;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command begins while another one is at work, at each of that one's calls. */
class TwoLaunchersTest {
  private static Stream<Arguments> pairs() {
    return Arrays.stream(Command.values())
        .flatMap(
            first -> Arrays.stream(Command.values()).map(second -> Arguments.of(first, second)));
  }

  /** The command that begins while another one works. */
  private static final class Second implements Runnable {
    private final Command command;
    private final InMemoryWorld world;
    private boolean began;
    private boolean leaseWasHeld;
    private Optional<CrossoverException> problem = Optional.empty();

    Second(Command command, InMemoryWorld world) {
      this.command = command;
      this.world = world;
    }

    @Override
    public void run() {
      began = true;
      leaseWasHeld =
          world.target.hasJournal()
              && world.entry().leaseExpires().filter(world.clock.instant()::isBefore).isPresent();
      problem = command.problemIn(world);
    }

    boolean wasRefused() {
      return problem.filter(e -> e.exitCode() == ExitCode.ALREADY_RUNNING).isPresent();
    }
  }

  @ParameterizedTest(name = "{1} during {0}")
  @MethodSource("pairs")
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "two launchers at once, every pair of commands",
      moment = "the second begins at every call of the first",
      outcome =
          "while the lease is held the second says that another one is at work and the first goes"
              + " on; else both end well or say why; the migration then goes on to its end",
      rowsLost = Fault.RowsLost.NONE)
  void onlyOneWorksAtATimeAndTheEndIsTheSame(Command first, Command second) {
    for (int call = 0; call < first.calls(); call++) {
      String where = second + " at call " + call + " of " + first;
      InMemoryWorld world = first.world();
      Second other = new Second(second, world);
      world.faults.meanwhile(world.faults.everyCall().size() + call, other);

      Optional<CrossoverException> problem = first.problemIn(world);

      assertThat(other.began).as(where).isTrue();
      if (other.leaseWasHeld && second.takesTheLease()) {
        assertThat(other.wasRefused()).as(where).isTrue();
      }
      if (other.wasRefused() || !second.takesTheLease()) {
        assertThat(problem).as(where).isEmpty();
      }
      assertThatTheMigrationCanBeEnded(world, where);
    }
  }

  private static void assertThatTheMigrationCanBeEnded(InMemoryWorld world, String where) {
    for (Command command : Command.WHOLE_MIGRATION) {
      assertThat(command.problemIn(world)).as(where + ", then " + command).isEmpty();
    }
    assertThat(world.entry().phase()).as(where).isEqualTo(Phase.COMPLETED);
    assertThat(world.target.rows()).as(where).isEqualTo(world.source.rows());
    assertThat(world.source.fence.isUp()).as(where).isTrue();
  }
}
