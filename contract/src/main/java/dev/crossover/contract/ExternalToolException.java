package dev.crossover.contract;

/** A program that Crossover starts is missing, or failed. */
public final class ExternalToolException extends CrossoverException {
  public ExternalToolException(String message) {
    super(message);
  }

  public ExternalToolException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.EXTERNAL_TOOL_ERROR;
  }
}
