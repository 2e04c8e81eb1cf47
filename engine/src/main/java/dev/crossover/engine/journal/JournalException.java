package dev.crossover.engine.journal;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;

/** The journal cannot be read, or was not written. */
public final class JournalException extends CrossoverException {
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.JOURNAL_ERROR;
  }
}
