package dev.crossover.launcher.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The named places of a cutover at which {@link CutoverTest} kills it and lets it fail. */
class CutoverCheckpointsTest {
  private static final List<String> NAMES =
      List.of(
          "journal.read",
          "journal.note",
          "journal.FENCED",
          "watchdog",
          "fence.raise",
          "writers.open",
          "fence.leaks",
          "log.mark",
          "stream.status",
          "order.settle",
          "applied.dead-letters",
          "applied.changes",
          "applied.unapplied",
          "journal.CAUGHT_UP",
          "copy-again",
          "verify",
          "journal.VERIFIED",
          "numbers",
          "refusals.one",
          "refusals.two",
          "fence.seal",
          "journal.JOURNALLED",
          "watchdog.stop",
          "step.one",
          "step.two",
          "journal.SWITCHED");

  @Test
  void everyCheckpointIsNamed() {
    World world = new World();
    world.cutOver();

    assertThat(world.faults.calls())
        .as("a new checkpoint: add it here, and see that CutoverTest passes there")
        .containsExactlyInAnyOrderElementsOf(NAMES);
  }
}
