package dev.crossover.contract;

/**
 * The root of every error that Crossover raises on purpose.
 *
 * <p>A message says what failed, the value that was found, what is allowed and what to do. Anything
 * that is not a {@code CrossoverException} is a bug.
 */
public abstract class CrossoverException extends RuntimeException {
  protected CrossoverException(String message) {
    super(message);
  }

  protected CrossoverException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What the process ends with when nothing handles this error. */
  public ExitCode exitCode() {
    return ExitCode.BUG;
  }
}
