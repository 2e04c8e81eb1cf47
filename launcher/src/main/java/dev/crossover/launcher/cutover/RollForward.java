package dev.crossover.launcher.cutover;

import dev.crossover.contract.CrossoverException;
import dev.crossover.launcher.cutover.Cutover.Parts;
import dev.crossover.launcher.journal.JournalEntry;
import dev.crossover.launcher.journal.Lease;
import dev.crossover.launcher.journal.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is done once the target is the truth. Each step is remembered, and none is ever undone. */
final class RollForward {
  private final Parts parts;
  private final Lease lease;
  private final List<Gate> gates;
  private final StepLog steps;

  /**
   * @param gates and {@code steps} as far as this process has seen them
   */
  RollForward(Parts parts, Lease lease, List<Gate> gates, StepLog steps) {
    this.parts = parts;
    this.lease = lease;
    this.gates = gates;
    this.steps = steps;
  }

  CutoverReport run() {
    try {
      if (lease.entry().phase() == Phase.JOURNALLED) {
        for (RollForwardStep step : parts.afterJournal()) {
          runUnlessDone(step);
        }
        lease.advance(Phase.JOURNALLED, Phase.SWITCHED, Map.of());
      }
      return report(ExitCode.DONE, Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return report(ExitCode.BUG, Optional.of(toGoOn("interrupted")));
    } catch (CrossoverException e) {
      return report(ExitCode.of(e), Optional.of(toGoOn(e.getMessage())));
    }
  }

  private void runUnlessDone(RollForwardStep step) throws InterruptedException {
    String done = Facts.done(step);
    if (!lease.entry().details().containsKey(done)) {
      steps.step(
          step.name(),
          () -> {
            String outcome = step.run();
            lease.note(Map.of(done, outcome));
            return outcome;
          });
    }
  }

  private static String toGoOn(String problem) {
    return problem
        + "\nThe journal is written: the target is the truth and the source stays fenced."
        + " Run crossover cutover --execute again to go on";
  }

  private CutoverReport report(ExitCode exitCode, Optional<String> problem) {
    JournalEntry entry = lease.entry();
    return new CutoverReport(
        exitCode,
        entry.phase(),
        entry.planHash().orElse(""),
        Facts.catchUp(entry),
        Facts.verdict(entry),
        gates,
        steps.steps(),
        Facts.fenceToJournalMillis(entry),
        problem);
  }
}
