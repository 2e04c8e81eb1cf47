package dev.crossover.engine.target;

/**
 * The database that is filled, as a whole.
 *
 * <p>Every method throws {@link dev.crossover.contract.TargetException} when the target fails.
 */
public interface TargetStore {
  /** Whether the database exists and has a journal, which is the first thing a migration makes. */
  boolean hasJournal();

  /** Makes the database and an empty journal in it; does nothing about what exists. */
  void create();

  /** Whether the database is a trial one, so that giving a migration up may drop all of it. */
  boolean isDisposable();

  /** Drops a disposable database, and of any other the journal; does nothing if that is gone. */
  void remove();
}
