package dev.crossover.launcher.cutover;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Lease;
import dev.crossover.launcher.gates.Gate;
import dev.crossover.launcher.rollforward.RollForward;
import dev.crossover.launcher.rollforward.RollForwardStep;
import dev.crossover.launcher.rollforward.StepLog;
import java.util.List;
import java.util.Optional;

/**
 * The part of a cutover after the journal, and its report.
 *
 * @param gates as far as this process has looked at them
 * @param log the steps that this process has taken
 */
record AfterJournal(List<RollForwardStep> steps, Lease lease, List<Gate> gates, StepLog log) {
  CutoverReport run() {
    try {
      new RollForward(steps, log).run(lease);
      return report(ExitCode.DONE, Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return report(ExitCode.BUG, Optional.of(howToGoOn("interrupted")));
    } catch (CrossoverException e) {
      return report(e.exitCode(), Optional.of(howToGoOn(e.getMessage())));
    }
  }

  private static String howToGoOn(String problem) {
    return problem
        + "\nThe journal is written: the target owns the data and the source stays fenced."
        + " Run crossover cutover --execute again to go on";
  }

  private CutoverReport report(ExitCode exitCode, Optional<String> problem) {
    JournalEntry entry = lease.entry();
    return new CutoverReport(
        exitCode,
        entry.phase(),
        entry.planHash().orElse(""),
        JournalledCutover.catchUp(entry),
        JournalledCutover.copiedAgain(entry),
        JournalledCutover.verdict(entry),
        gates,
        log.steps(),
        JournalledCutover.fenceToJournalMillis(entry),
        problem);
  }
}
