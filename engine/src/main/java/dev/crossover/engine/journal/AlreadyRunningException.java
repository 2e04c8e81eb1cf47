package dev.crossover.engine.journal;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import java.time.Instant;

/** Another Crossover works on the same migration. */
public final class AlreadyRunningException extends CrossoverException {
  /**
   * @param message what runs already, and what to do
   */
  public AlreadyRunningException(String message) {
    super(message);
  }

  AlreadyRunningException(Owner owner, Instant expires) {
    super(
        "process "
            + owner.pid()
            + " on "
            + owner.host()
            + " already works on this migration; wait until it ends, or, if that machine is lost,"
            + " until its lease expires at "
            + expires);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.ALREADY_RUNNING;
  }
}
