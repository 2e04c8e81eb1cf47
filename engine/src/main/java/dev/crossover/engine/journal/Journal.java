package dev.crossover.engine.journal;

import java.time.Instant;
import java.util.List;

/** The one row that says where a migration stands. Safe for many threads and processes. */
public interface Journal {
  /**
   * The present state; a migration that nobody has begun is PLANNED at epoch 0.
   *
   * @throws JournalException if it cannot be read
   */
  JournalEntry read();

  /**
   * Replaces the state at epoch {@code expected} by {@code next} at {@code expected + 1}, and keeps
   * a copy as history.
   *
   * @param next its own epoch and time are not looked at
   * @return what is stored now
   * @throws StaleEpochException if somebody else has changed the state since; nothing is changed
   * @throws JournalException if it cannot be written; nothing is changed
   * @throws OutcomeUnknownException if it is unknown whether it was written
   */
  JournalEntry replace(long expected, JournalEntry next);

  /**
   * Extends the owner's lease without a new epoch.
   *
   * @return false if {@code owner} does not own the migration any more
   * @throws JournalException if it cannot be written
   */
  boolean renew(Owner owner, Instant expires);

  /**
   * All states so far, oldest first.
   *
   * @throws JournalException if they cannot be read
   */
  List<JournalEntry> history();
}
