package dev.crossover.launcher.fence;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;

/** A cutover cannot go on. */
public final class CutoverStoppedException extends CrossoverException {
  private final transient ExitCode exitCode;

  public CutoverStoppedException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  @Override
  public ExitCode exitCode() {
    return exitCode;
  }
}
