package dev.crossover.launcher.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import dev.crossover.engine.faults.Fault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Somebody whom no fence stops writes at each call of a cutover. */
class RogueWriterTest {
  private static final String ROW = "written by a superuser";

  /** What became of the row. */
  private enum Outcome {
    CARRIED_OVER,
    ABORTED,
    ALARMED
  }

  private static int callsOfACutover() {
    InMemoryWorld world = Command.CUTOVER.world();
    int before = world.faults.everyCall().size();
    Command.CUTOVER.run(world);
    return world.faults.everyCall().size() - before;
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "a superuser commits",
      moment = "every call of a cutover",
      outcome =
          "carried over, or the cutover is aborted or finds a MISMATCH, is un-fenced, and the next"
              + " one carries it over; after the last look before the journal an alarm in `status`",
      sourceClosed = Fault.UNTIL_SEEN,
      rowsLost = Fault.RowsLost.ONLY_LATE)
  void whatASuperuserWritesIsCarriedOverOrAbortsTheCutoverOrRaisesAnAlarm() {
    Set<Outcome> seen = EnumSet.noneOf(Outcome.class);
    for (int call = 0; call < callsOfACutover(); call++) {
      InMemoryWorld world = Command.CUTOVER.world();
      world.faults.meanwhile(
          world.faults.everyCall().size() + call, () -> world.source.writeAsSuperuser(ROW, "x"));

      seen.add(cutOver(world));

      assertThat(world.source.fence.isUp()).as("call %d", call).isTrue();
      assertThat(world.entry().phase().isPastTheJournal()).as("call %d", call).isTrue();
      if (!world.target.rows().containsKey(ROW)) {
        world.timing.pause(Duration.ofSeconds(1));
        assertThat(world.status().look().lateChange()).as("call %d", call).isPresent();
        seen.add(Outcome.ALARMED);
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(Outcome.values());
  }

  /** Again, if it was aborted. */
  private static Outcome cutOver(InMemoryWorld world) {
    try {
      Command.CUTOVER.run(world);
      return Outcome.CARRIED_OVER;
    } catch (CrossoverException e) {
      assertThat(e.exitCode()).isIn(ExitCode.ABORTED, ExitCode.MISMATCH);
      assertThat(world.source.fence.isUp()).isFalse();
      world.verify();
      Command.CUTOVER.run(world);
      assertThat(world.target.rows()).containsKey(ROW);
      return Outcome.ABORTED;
    }
  }
}
