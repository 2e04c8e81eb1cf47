package dev.crossover.contract;

/** The settings of an environment, or the words of a command, are wrong. */
public final class SettingsException extends CrossoverException {
  public SettingsException(String message) {
    super(message);
  }

  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.USAGE;
  }
}
