package dev.crossover.engine.target;

import dev.crossover.engine.journal.Phase;

/**
 * Who writes rows to the target, and in which phases. A target asks inside every transaction, so a
 * process that was thought dead cannot commit once its phase is over.
 */
public enum MigrationWriter {
  /** Overwrites rows without looking, so it must never meet a change that is applied. */
  BULK_LOAD("the bulk load") {
    @Override
    public boolean mayWriteIn(Phase phase) {
      return phase == Phase.BULK_LOADING;
    }
  },
  /** Changes, and rows of the bulk load that are tried again; they look before they write. */
  LIVE_APPLY("live apply") {
    @Override
    public boolean mayWriteIn(Phase phase) {
      return switch (phase) {
        case BULK_LOADING, APPLYING, READY, FENCED, CAUGHT_UP, VERIFIED -> true;
        case PLANNED, CAPTURING, JOURNALLED, SWITCHED, COMPLETED -> false;
      };
    }
  },
  /** A cutover that copies rows again, at the epoch of its catch-up alone. */
  ROW_REPAIR("the copying of rows inside the fence") {
    @Override
    public boolean mayWriteIn(Phase phase) {
      return phase == Phase.CAUGHT_UP;
    }
  };

  private final String text;

  MigrationWriter(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }

  /**
   * @param phase the migration's, read in the transaction that writes
   */
  public abstract boolean mayWriteIn(Phase phase);

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
