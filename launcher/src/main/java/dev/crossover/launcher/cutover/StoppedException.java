package dev.crossover.launcher.cutover;

import dev.crossover.contract.CrossoverException;

/** A cutover cannot go on. */
final class StoppedException extends CrossoverException {
  private final transient ExitCode exitCode;

  StoppedException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  StoppedException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
