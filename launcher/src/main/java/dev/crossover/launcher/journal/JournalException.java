package dev.crossover.launcher.journal;

import dev.crossover.contract.CrossoverException;

/** The journal cannot be read, or was not written. */
public final class JournalException extends CrossoverException {
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
