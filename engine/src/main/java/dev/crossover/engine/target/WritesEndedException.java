package dev.crossover.engine.target;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import dev.crossover.engine.journal.Phase;

/**
 * The migration is in a phase in which its writer may not write to the target; nothing of the
 * commit is written, and trying again does not help.
 */
public final class WritesEndedException extends CrossoverException {
  private final Phase phase;

  /**
   * @param writer who wanted to write, such as {@code live apply}
   */
  public WritesEndedException(String writer, Phase phase) {
    super(
        writer
            + " may not write to the target while the migration is in phase "
            + phase
            + (phase.isPastTheJournal() ? ": the target owns the data" : ""));
    this.phase = phase;
  }

  /** The phase that forbids it. */
  public Phase phase() {
    return phase;
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.GATE_NOT_MET;
  }
}
