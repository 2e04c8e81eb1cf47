package dev.crossover.contract;

/** The source database refused or failed a request. */
public final class SourceException extends CrossoverException {
  private final ExitCode exitCode;

  public SourceException(String message) {
    this(message, null);
  }

  public SourceException(String message, Throwable cause) {
    this(ExitCode.SOURCE_ERROR, message, cause);
  }

  private SourceException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** What the source gives is larger than this process; a larger one can take it. */
  public static SourceException outOfMemory(String message, Throwable cause) {
    return new SourceException(ExitCode.OUT_OF_MEMORY, message, cause);
  }

  /**
   * The same failure, with the part of the source that it is about.
   *
   * @param part what the message begins with
   */
  public SourceException of(String part) {
    return new SourceException(exitCode, part + ": " + getMessage(), this);
  }

  @Override
  public ExitCode exitCode() {
    return exitCode;
  }
}
