package dev.crossover.launcher.journal;

import dev.crossover.contract.CrossoverException;

/** Nobody can tell whether source or target owns the data. Never retried. */
public final class OwnershipAmbiguousException extends CrossoverException {
  public OwnershipAmbiguousException(String message, Throwable cause) {
    super(message, cause);
  }
}
