package dev.crossover.engine.journal;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;

/** Somebody else has changed the migration's state; this process may not act on it any more. */
public final class StaleEpochException extends CrossoverException {
  /**
   * @param environment whose journal it is
   * @param known what this process knew
   * @param found what is stored instead
   */
  public StaleEpochException(String environment, JournalEntry known, JournalEntry found) {
    super(
        known.isOfSameMigration(found)
            ? takenOver(environment, known, found)
            : "the migration of "
                + environment
                + " that this process works on was given up meanwhile; nothing more is done for it."
                + " Look at crossover status, and run the command again for the present one");
  }

  private static String takenOver(String environment, JournalEntry known, JournalEntry found) {
    return "another Crossover has taken over the migration of "
        + environment
        + ": the journal is at epoch "
        + found.epoch()
        + " in phase "
        + found.phase()
        + ", this process knew epoch "
        + known.epoch()
        + "; look at crossover status and run the command again if no other process works on it";
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.ALREADY_RUNNING;
  }
}
