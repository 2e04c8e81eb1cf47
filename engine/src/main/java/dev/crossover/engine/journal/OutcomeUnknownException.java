package dev.crossover.engine.journal;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;

/** It is unknown whether the journal was written. */
public final class OutcomeUnknownException extends CrossoverException {
  public OutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.JOURNAL_ERROR;
  }
}
