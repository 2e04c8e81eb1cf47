package dev.crossover.engine.source;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;

/** The source was fenced or un-fenced by somebody who knows a newer state of the migration. */
public final class StaleFenceException extends CrossoverException {
  public StaleFenceException(long epoch, long newer) {
    super(
        "the source's fence belongs to epoch "
            + newer
            + " of the journal, this process knows epoch "
            + epoch
            + "; look at crossover status");
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.ALREADY_RUNNING;
  }
}
