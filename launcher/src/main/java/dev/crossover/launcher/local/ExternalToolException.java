package dev.crossover.launcher.local;

import dev.crossover.contract.CrossoverException;

/** A program that Crossover starts is missing, or failed. */
public final class ExternalToolException extends CrossoverException {
  public ExternalToolException(String message) {
    super(message);
  }

  public ExternalToolException(String message, Throwable cause) {
    super(message, cause);
  }
}
