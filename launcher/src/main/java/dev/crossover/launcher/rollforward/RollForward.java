package dev.crossover.launcher.rollforward;

import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import java.util.List;
import java.util.Map;

/** Takes the steps after the journal. Each is remembered once it is done, and none is undone. */
public final class RollForward {
  private final List<RollForwardStep> steps;
  private final StepLog log;

  public RollForward(List<RollForwardStep> steps, StepLog log) {
    this.steps = List.copyOf(steps);
    this.log = log;
  }

  /**
   * Moves a migration from JOURNALLED to SWITCHED; does nothing in a later phase.
   *
   * @throws dev.crossover.contract.CrossoverException if a step failed; running this again goes on
   *     with that step
   */
  public void run(Lease lease) throws InterruptedException {
    if (lease.entry().phase() != Phase.JOURNALLED) {
      return;
    }
    for (RollForwardStep step : steps) {
      if (!lease.entry().details().containsKey(JournalDetails.done(step.name()))) {
        log.step(step.name(), () -> take(step, lease));
      }
    }
    lease.advance(Phase.JOURNALLED, Phase.SWITCHED, Map.of());
  }

  private static String take(RollForwardStep step, Lease lease) {
    String outcome = step.run();
    lease.note(Map.of(JournalDetails.done(step.name()), outcome));
    return outcome;
  }
}
