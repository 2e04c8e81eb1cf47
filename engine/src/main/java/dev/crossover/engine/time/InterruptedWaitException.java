package dev.crossover.engine.time;

import dev.crossover.contract.CrossoverException;

/** A wait was interrupted because this process is asked to end; nothing is lost. */
public final class InterruptedWaitException extends CrossoverException {
  public InterruptedWaitException(InterruptedException cause) {
    super("interrupted while waiting; run the command again to go on", cause);
  }
}
