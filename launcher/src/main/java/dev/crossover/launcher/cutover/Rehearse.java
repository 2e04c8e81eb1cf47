package dev.crossover.launcher.cutover;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.journal.Lease;
import dev.crossover.launcher.fence.CutoverStoppedException;
import dev.crossover.launcher.rollforward.RollForwardStep;
import java.util.List;

/** Asks every step after the journal what would refuse it, while there is still a way back. */
record Rehearse(List<RollForwardStep> afterJournal) implements CutoverStep {
  @Override
  public String name() {
    return "rehearsal";
  }

  @Override
  public String plan() {
    return "look whether anything would refuse the steps after the journal";
  }

  @Override
  public String run(Lease lease) {
    List<String> refusals =
        afterJournal.stream().flatMap(step -> step.refusals().stream()).toList();
    if (!refusals.isEmpty()) {
      throw new CutoverStoppedException(
          ExitCode.ABORTED,
          "the steps after the journal would be refused: " + String.join("; ", refusals));
    }
    return "nothing would refuse the steps after the journal";
  }
}
