package dev.crossover.engine.platform;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;

/** A job ended badly; what it did is kept, and running the command again goes on from there. */
public final class JobFailedException extends CrossoverException {
  public JobFailedException(String job, String detail) {
    super(job + " failed: " + detail + "; run the command again to go on where it stopped");
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.EXTERNAL_TOOL_ERROR;
  }
}
