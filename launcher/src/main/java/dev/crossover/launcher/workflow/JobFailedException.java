package dev.crossover.launcher.workflow;

import dev.crossover.contract.CrossoverException;

/** A job ended badly; what it did is kept, and running the command again goes on from there. */
public final class JobFailedException extends CrossoverException {
  JobFailedException(String job, String detail) {
    super(job + " failed: " + detail + "; run the command again to go on where it stopped");
  }
}
