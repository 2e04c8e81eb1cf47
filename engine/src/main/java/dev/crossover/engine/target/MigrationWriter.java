package dev.crossover.engine.target;

import dev.crossover.engine.journal.Phase;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who writes rows to the target, and in which phases. A target asks inside every transaction, so a
 * process that was thought dead cannot commit once its phase is over.
 */
public enum MigrationWriter {
  /** Overwrites rows without looking, so it must never meet a change that is applied. */
  BULK_LOAD("the bulk load", EnumSet.of(Phase.BULK_LOADING)),
  /** Changes, and rows of the bulk load that are tried again; they look before they write. */
  LIVE_APPLY(
      "live apply",
      EnumSet.of(
          Phase.BULK_LOADING,
          Phase.APPLYING,
          Phase.READY,
          Phase.FENCED,
          Phase.CAUGHT_UP,
          Phase.VERIFIED));

  private final String text;
  private final Set<Phase> phases;

  MigrationWriter(String text, Set<Phase> phases) {
    this.text = text;
    this.phases = phases;
  }

  /**
   * @param phase the migration's, read in the transaction that writes
   */
  public boolean mayWriteIn(Phase phase) {
    return phases.contains(phase);
  }

  /**
   * @param phase the migration's, read in the transaction that writes
   * @throws WritesEndedException if this writer may not write in it
   */
  public void require(Phase phase) {
    if (!mayWriteIn(phase)) {
      throw new WritesEndedException(text, phase);
    }
  }
}
