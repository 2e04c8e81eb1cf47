package dev.crossover.contract;

/** The source database refused or failed a request. */
public final class SourceException extends CrossoverException {
  public SourceException(String message) {
    super(message);
  }

  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.SOURCE_ERROR;
  }
}
