package dev.crossover.launcher.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.ExitCode;
import dev.crossover.contract.SourceException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.JournalException;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.world.Faults.When;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each call of a whole migration to the source, the target or the disk fails once. */
class FailedCallTest {
  private static final List<String> SOURCE = List.of("fence.", "log.", "writers.", "stream.");
  private static final List<String> TARGET =
      List.of("store.", "own-tables.", "schema.apply", "partitions.", "applied.", "schema.run");

  private static List<String> callsOfAMigration() {
    InMemoryWorld world = new InMemoryWorld();
    Command.WHOLE_MIGRATION.forEach(command -> command.run(world));
    return world.faults.everyCall();
  }

  @ParameterizedTest
  @EnumSource
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the source fails once, with the effect done and not done",
      moment = "every call to it of a whole migration",
      outcome = "the command says so, un-fenced; given again it ends well",
      sourceClosed = Fault.UNTIL_SEEN,
      rowsLost = Fault.RowsLost.NONE)
  void whenTheSourceFailsTheSameCommandsEndWell(When when) {
    assertEndsWell(SOURCE, when, () -> new SourceException("no answer"));
  }

  @ParameterizedTest
  @EnumSource
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "the target fails once, with the effect done and not done",
      moment = "every call to it of a whole migration, those to the journal aside",
      outcome =
          "the command says so, un-fenced unless the journal is written; given again it ends well",
      sourceClosed = Fault.UNTIL_SEEN,
      rowsLost = Fault.RowsLost.NONE)
  void whenTheTargetFailsTheSameCommandsEndWell(When when) {
    assertEndsWell(TARGET, when, () -> new TargetException("UNAVAILABLE"));
  }

  @ParameterizedTest
  @EnumSource
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "the journal fails once, with the effect done and not done, and says so",
      moment = "every call to it of a whole migration",
      outcome = "the command says so; given again, after the lease, it ends well",
      sourceClosed = Fault.LEASE_OR_FOR_GOOD,
      rowsLost = Fault.RowsLost.NONE)
  void whenTheJournalFailsTheSameCommandsEndWell(When when) {
    assertEndsWell(List.of("journal."), when, () -> new JournalException("UNAVAILABLE", null));
  }

  @ParameterizedTest
  @EnumSource
  @Fault(
      kind = Fault.Kind.DISK_FULL,
      fault = "disk full",
      moment = "every read, write and deletion of files by a launcher in a whole migration",
      outcome = "the command says so; given again, with room, it ends well",
      rowsLost = Fault.RowsLost.NONE)
  void whenTheDiskIsFullTheSameCommandsEndWell(When when) {
    assertEndsWell(
        List.of("bucket.", "files."),
        when,
        () -> new UncheckedIOException(new IOException("No space left on device")));
  }

  private static void assertEndsWell(
      List<String> ports, When when, Supplier<? extends Throwable> fault) {
    List<String> calls = callsOfAMigration();
    for (int call = 0; call < calls.size(); call++) {
      String name = calls.get(call);
      if (ports.stream().anyMatch(name::startsWith)) {
        InMemoryWorld world = new InMemoryWorld();
        world.faults.failAt(call, when, fault);
        assertEndsWell(world, "%s, call %d, %s".formatted(name, call, when));
      }
    }
  }

  private static void assertEndsWell(InMemoryWorld world, String where) {
    for (Command command : Command.WHOLE_MIGRATION) {
      Optional<RuntimeException> problem = problemOf(command, world);
      if (problem.isPresent()) {
        assertThat(ExitCode.of(problem.get())).as(where).isNotEqualTo(ExitCode.BUG);
        world.outlastTheLease();
        problemOf(Command.VERIFY, world);
        assertThat(problemOf(command, world)).as(where + ": " + problem + ", again").isEmpty();
      }
    }
    assertThat(world.entry().phase()).as(where).isEqualTo(Phase.COMPLETED);
    assertThat(world.target.rows()).as(where).isEqualTo(world.source.rows());
  }

  private static Optional<RuntimeException> problemOf(Command command, InMemoryWorld world) {
    try {
      command.run(world);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }
}
