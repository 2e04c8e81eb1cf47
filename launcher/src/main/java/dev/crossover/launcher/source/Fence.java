package dev.crossover.launcher.source;

import java.util.List;

/**
 * Shuts the application out of the tables that are moved, in the database itself.
 *
 * <p>Every call carries the journal's epoch. The source remembers the highest one, so whoever acts
 * on an older state of the migration is refused, however late the call arrives.
 *
 * <p>Every method throws {@link dev.crossover.contract.SourceException} when the source fails.
 */
public interface Fence {
  /** What the fence would take away now; changes nothing. Keep it before {@link #raise}. */
  FenceRecord look();

  /**
   * Takes everything in the record away in one transaction, then ends the sessions of the closed
   * roles. Does nothing if this record's fence is up.
   *
   * @throws StaleFenceException if a newer epoch has acted on the source
   */
  void raise(long epoch, FenceRecord record);

  /**
   * Gives everything in the record back in one transaction. Does nothing if no fence is up.
   *
   * @throws StaleFenceException if a newer epoch has acted on the source
   */
  void lower(long epoch, FenceRecord record);

  /**
   * Tries to write as each closed role to each table.
   *
   * @return what is still possible, one sentence each; empty if the fence holds
   */
  List<String> leaks(FenceRecord record);
}
