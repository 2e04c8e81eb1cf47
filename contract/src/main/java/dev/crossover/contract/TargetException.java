package dev.crossover.contract;

/** The target database refused or failed a request. */
public final class TargetException extends CrossoverException {
  public TargetException(String message) {
    super(message);
  }

  public TargetException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.TARGET_ERROR;
  }
}
