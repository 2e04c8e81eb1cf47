package dev.crossover.engine.journal;

import java.time.Instant;
import java.util.List;

/** The one row that says where a migration stands. Safe for many threads and processes. */
public interface Journal {
  /**
   * The present state; a migration that nobody has begun is PLANNED at epoch 0, and gets its
   * identity when it is written.
   *
   * @throws JournalException if it cannot be read
   */
  JournalEntry read();

  /**
   * Replaces the state {@code known} by {@code next} at the epoch after it, and keeps a copy as
   * history.
   *
   * @param known what was read or written last; its migration and its epoch count
   * @param next its own migration, epoch and time are not looked at
   * @return what is stored now
   * @throws StaleEpochException if somebody else has changed the state since, or the migration was
   *     given up, whether another one has begun or not; nothing is changed
   * @throws JournalException if it cannot be written; nothing is changed
   * @throws OutcomeUnknownException if it is unknown whether it was written
   */
  JournalEntry replace(JournalEntry known, JournalEntry next);

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
