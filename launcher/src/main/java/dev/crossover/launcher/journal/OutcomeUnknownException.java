package dev.crossover.launcher.journal;

import dev.crossover.contract.CrossoverException;

/** Nobody can tell whether the journal was written. */
public final class OutcomeUnknownException extends CrossoverException {
  public OutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
