package dev.crossover.launcher.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.CrossoverException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
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
        .filter(Command::takesTheLease)
        .flatMap(
            first ->
                Arrays.stream(Command.values())
                    .filter(Command::takesTheLease)
                    .map(second -> Arguments.of(first, second)));
  }

  @ParameterizedTest(name = "{1} takes over from {0}")
  @MethodSource("pairs")
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "the launcher stands still for longer than its lease, and another command takes over",
      moment = "every call of every command that takes the lease",
      outcome =
          "the source is closed only if the journal is written; the migration goes on to its end,"
              + " or says how to begin anew, where its stream was taken away or begun too late",
      sourceClosed = Fault.LEASE_OR_FOR_GOOD,
      rowsLost = Fault.RowsLost.NONE)
  void aLauncherThatStoodStillDoesNoHarm(Command first, Command second) {
    standsStillAtEveryCall(first, second.toString(), world -> second.problemIn(world));
  }

  /** By the commands in their order, and by beginning anew if one of them says so. */
  private static void assertThatTheMigrationCanBeEnded(InMemoryWorld world, String where) {
    if (Command.RUN.problemIn(world).filter(OutlivedLeaseTest::saysToBeginAnew).isPresent()) {
      assertThat(Command.ABANDON.problemIn(world)).as(where + ", then abandon").isEmpty();
    }
    for (Command command : Command.WHOLE_MIGRATION) {
      assertThat(command.problemIn(world)).as(where + ", then " + command).isEmpty();
    }
    assertThat(world.entry().phase()).as(where).isEqualTo(Phase.COMPLETED);
    assertThat(world.target.rows()).as(where).isEqualTo(world.source.rows());
  }

  private static boolean saysToBeginAnew(CrossoverException problem) {
    return problem.getMessage().contains("begin anew: crossover cleanup --abandon");
  }

  private static boolean isPastTheJournal(InMemoryWorld world) {
    return world.target.hasJournal() && world.entry().phase().isPastTheJournal();
  }

  private static Stream<Arguments> givenUp() {
    return Stream.of(Command.RUN, Command.CUTOVER, Command.CLEANUP)
        .flatMap(
            first ->
                Stream.of(Command.CAPTURE, Command.RUN, Command.CUTOVER)
                    .map(last -> Arguments.of(first, last)));
  }

  @ParameterizedTest(name = "given up and begun anew up to {1}, in the middle of {0}")
  @MethodSource("givenUp")
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault =
          "the launcher stands still while its migration is given up, and another one begins"
              + " (`capture`), is READY or is cut over",
      moment = "every call of `run`, `cutover` and `cleanup`",
      outcome =
          "the source is closed only if the new migration's journal is written; that migration"
              + " goes on to its end, or says how to begin anew",
      sourceClosed = Fault.LEASE_OR_FOR_GOOD,
      rowsLost = Fault.RowsLost.NONE)
  void aLauncherOfAMigrationThatWasGivenUpDoesNoHarmToTheNext(Command first, Command last) {
    standsStillAtEveryCall(
        first,
        "another migration",
        world -> {
          Command.ABANDON.problemIn(world);
          beginAnew(world, last);
        });
  }

  /** For longer than its lease; what happens meanwhile is in the world that it knows. */
  private static void standsStillAtEveryCall(
      Command first, String what, Consumer<InMemoryWorld> meanwhile) {
    int calls = first.calls();
    for (int call = 0; call < calls; call++) {
      InMemoryWorld world = first.world();
      world.faults.meanwhile(
          world.faults.everyCall().size() + call,
          () -> {
            world.clock.advance(Lease.LENGTH.plusSeconds(1));
            meanwhile.accept(world);
          });

      Optional<CrossoverException> problem = first.problemIn(world);

      String where = what + " at call " + call + " of " + first + ": " + problem;
      assertThat(world.source.fence.isUp()).as(where).isEqualTo(isPastTheJournal(world));
      assertThatTheMigrationCanBeEnded(world, where);
    }
  }

  private static void beginAnew(InMemoryWorld world, Command last) {
    if (last == Command.CUTOVER) {
      Command.RUN.problemIn(world);
      Command.VERIFY.problemIn(world);
    }
    last.problemIn(world);
  }
}
