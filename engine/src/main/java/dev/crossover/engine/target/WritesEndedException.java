package dev.crossover.engine.target;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import dev.crossover.engine.journal.Phase;

/**
 * The migration is in a phase in which its writer may not write to the target, or was given up;
 * nothing of the commit is written, and trying again does not help.
 */
public final class WritesEndedException extends CrossoverException {
  private final Phase phase;

  /**
   * @param writer who wanted to write, such as {@code live apply}
   */
  public WritesEndedException(String writer, Phase phase) {
    this(
        phase,
        writer
            + " may not write to the target while the migration is in phase "
            + phase
            + (phase.isPastTheJournal() ? ": the target owns the data" : ""));
  }

  private WritesEndedException(Phase phase, String message) {
    super(message);
    this.phase = phase;
  }

  /**
   * @param phase that of the migration that has the target now
   */
  static WritesEndedException ofAnotherMigration(MigrationWriter writer, Phase phase) {
    return new WritesEndedException(
        phase,
        writer
            + " may not write to the target any more: the migration that it was started for was"
            + " given up");
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
