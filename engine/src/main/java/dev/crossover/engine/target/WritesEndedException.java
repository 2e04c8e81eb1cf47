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
  private final boolean sameMigration;

  /**
   * @param writer who wanted to write, such as {@code live apply}
   */
  public WritesEndedException(String writer, Phase phase) {
    this(
        phase,
        true,
        writer
            + " may not write to the target while the migration is in phase "
            + phase
            + (phase.isPastTheJournal() ? ": the target owns the data" : ""));
  }

  private WritesEndedException(Phase phase, boolean sameMigration, String message) {
    super(message);
    this.sameMigration = sameMigration;
    this.phase = phase;
  }

  /**
   * @param phase that of the migration that has the target now
   */
  static WritesEndedException ofAnotherMigration(MigrationWriter writer, Phase phase) {
    return new WritesEndedException(
        phase,
        false,
        writer
            + " may not write to the target any more: the migration that it was started for was"
            + " given up");
  }

  /**
   * @param phase that of the migration now
   */
  static WritesEndedException ofAnotherEpoch(MigrationWriter writer, Phase phase) {
    return new WritesEndedException(
        phase,
        true,
        writer
            + " may not write to the target any more: another process has taken the migration on"
            + " since");
  }

  /** Whether this is how a writer's work ends well. */
  public boolean targetOwnsTheData() {
    return sameMigration && phase.isPastTheJournal();
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.GATE_NOT_MET;
  }
}
