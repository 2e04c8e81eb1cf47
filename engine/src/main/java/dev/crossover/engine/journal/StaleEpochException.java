package dev.crossover.engine.journal;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;

/** Somebody else has changed the migration's state; this process may not act on it any more. */
public final class StaleEpochException extends CrossoverException {
  public StaleEpochException(String migration, long expected, JournalEntry found) {
    super(
        "another Crossover has taken over the migration of "
            + migration
            + ": the journal is at epoch "
            + found.epoch()
            + " in phase "
            + found.phase()
            + ", this process knew epoch "
            + expected
            + "; look at crossover status and run the command again if no other process works on"
            + " it");
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.ALREADY_RUNNING;
  }
}
