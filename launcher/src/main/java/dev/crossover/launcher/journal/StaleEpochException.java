package dev.crossover.launcher.journal;

import dev.crossover.contract.CrossoverException;

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
            + "; look at crossover status and run the command again if nobody else does");
  }
}
