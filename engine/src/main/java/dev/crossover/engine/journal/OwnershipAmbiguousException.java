package dev.crossover.engine.journal;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;

/** It is unknown whether source or target owns the data. Never retried. */
public final class OwnershipAmbiguousException extends CrossoverException {
  public OwnershipAmbiguousException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.OWNERSHIP_AMBIGUOUS;
  }
}
