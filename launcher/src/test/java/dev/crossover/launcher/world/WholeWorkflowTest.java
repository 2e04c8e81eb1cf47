package dev.crossover.launcher.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.cutover.CutoverReport;
import dev.crossover.launcher.world.Faults.Killed;
import dev.crossover.launcher.world.Faults.When;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole migration in memory, with every call of every step killed once. */
class WholeWorkflowTest {
  private static final List<String> DONE_ONCE = List.of("schema", "switch");

  private final InMemoryWorld world = new InMemoryWorld();

  /** The commands that a person gives, in order. */
  private static List<Runnable> commands(InMemoryWorld world) {
    return List.of(
        world::run, world::verify, () -> cutOver(world), () -> world.cleanup().run(false));
  }

  private static void cutOver(InMemoryWorld world) {
    CutoverReport report = world.cutOver();
    assertThat(report.exitCode()).as(report.problem().orElse("")).isEqualTo(ExitCode.DONE);
  }

  private static Stream<Arguments> everyCall() {
    InMemoryWorld world = new InMemoryWorld();
    commands(world).forEach(Runnable::run);
    List<String> calls = world.faults.everyCall();
    return IntStream.range(0, calls.size())
        .boxed()
        .flatMap(
            index ->
                Arrays.stream(When.values())
                    .map(when -> Arguments.of(index, calls.get(index), when)));
  }

  @Test
  void goesFromThePlanToTheCleanUp() {
    commands(world).forEach(Runnable::run);

    assertIsOver();
    assertThat(world.target.journal().history().stream().map(JournalEntry::phase).distinct())
        .containsExactly(Phase.values());
    assertThat(world.afterJournal).containsExactlyElementsOf(DONE_ONCE);
  }

  @Test
  void goesTheSameWayWithAStreamThatCannotTellHowFarItIs() {
    world.stream.tellsHowFar = false;

    commands(world).forEach(Runnable::run);

    assertIsOver();
    assertThat(world.notes)
        .contains("capture: a row of crossover.sentinel came through the change stream");
    assertThat(world.target.journal().history().stream().map(JournalEntry::details))
        .anySatisfy(details -> assertThat(details).containsEntry("catchUp", "evidence"));
  }

  @Test
  void everyCheckpointIsNamed() {
    commands(world).forEach(Runnable::run);

    assertThat(world.faults.calls())
        .as("a new checkpoint: add it to Checkpoints, and see that the kills there end well")
        .containsExactlyInAnyOrderElementsOf(Checkpoints.OF_A_MIGRATION);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("everyCall")
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the launcher",
      moment =
          "before and after every call of `run`, `verify`, `cutover` and `cleanup`, at every"
              + " checkpoint named in `Checkpoints`",
      outcome =
          "the next command un-fences unless the journal is written; the same commands end the"
              + " migration",
      sourceClosed = Fault.LEASE_OR_FOR_GOOD,
      rowsLost = Fault.RowsLost.NONE)
  void endsInTheSamePlaceWhenKilledAnywhere(int index, String call, When when) {
    world.faults.killAt(index, when);

    for (Runnable command : commands(world)) {
      try {
        command.run();
      } catch (Killed killed) {
        world.outlastTheLease();
        assertThatTheNextCommandUnfences();
        command.run();
      }
    }

    assertIsOver();
    assertThat(world.afterJournal).containsAll(DONE_ONCE);
  }

  /** Any command will do; this one changes nothing else once the migration is READY. */
  private void assertThatTheNextCommandUnfences() {
    if (!world.target.hasJournal()) {
      return;
    }
    boolean journalled = world.entry().phase().isPastTheJournal();
    if (world.source.fence.isUp() && !journalled) {
      world.migration().schema();
    }
    assertThat(world.source.fence.isUp()).isEqualTo(journalled);
    if (!journalled) {
      assertThatCode(() -> world.source.write("after-the-kill", "yes")).doesNotThrowAnyException();
    }
  }

  private void assertIsOver() {
    assertThat(world.entry().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(world.target.rows()).isEqualTo(world.source.rows()).containsKey("live-1");
    assertThat(world.target.rows()).doesNotContainKey("before-0");
    assertThat(world.source.fence.isUp()).isTrue();
    assertThat(world.watched && world.fenceWatch().run()).as("un-fenced by the watch").isFalse();
    assertThat(world.bulkJob.starts()).isEqualTo(1);
    assertThat(world.liveJob.isRunning()).isFalse();
    assertThat(world.target.exist(null)).isFalse();
    assertThat(world.stream.files()).isEmpty();
  }
}
