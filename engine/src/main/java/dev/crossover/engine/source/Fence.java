package dev.crossover.engine.source;

import java.util.List;
import java.util.Optional;

/**
 * Shuts the application out of the tables that are moved, in the database itself.
 *
 * <p>Every call carries the journal's epoch. The source remembers the highest one, so whoever acts
 * on an older state of the migration is refused, however late the call arrives. Epochs begin again
 * with the next migration; the record says which one it is of, so a call for one that was given up
 * is refused too.
 *
 * <p>Every method throws {@link dev.crossover.contract.SourceException} when the source fails.
 */
public interface Fence {
  /** What the fence would take away now; changes nothing. Keep its record before {@link #raise}. */
  FencePlan look();

  /**
   * Takes everything in the record away in one transaction, then ends the sessions that could still
   * write. Does nothing if this record's fence is up.
   *
   * @param target the address of the target whose journal has that epoch; kept beside the record
   * @return what is closed, in one line
   * @throws StaleFenceException if a newer epoch has acted on the source
   */
  String raise(long epoch, String target, FenceRecord record);

  /**
   * Gives everything in the record back in one transaction. Does nothing if no fence is up.
   *
   * @throws StaleFenceException if a newer epoch has acted on the source
   */
  void lower(long epoch, FenceRecord record);

  /**
   * Lets nobody lower this fence any more who has not read the journal. The last thing before the
   * journal is written.
   *
   * @param epoch the journal's present one
   * @param record of the fence that its cutover raised
   * @throws StaleFenceException if that fence is not up any more, or a newer epoch has acted on the
   *     source
   */
  void seal(long epoch, FenceRecord record);

  /**
   * Gives everything back if a fence is up that is not sealed: its cutover cannot reach the journal
   * any more, whether its process lives or not. So this needs no journal, and does no harm to the
   * fence of whatever migration: that one is cut over later.
   *
   * @return whether a fence was lowered
   */
  boolean lowerUnsealed();

  /** The fence that is up, by the source's own record; empty if none is. */
  Optional<Raised> raised();

  /** Statements that give back what the fence took, for a person to run; empty if none is up. */
  Optional<String> givingBack();

  /**
   * A fence that is up.
   *
   * @param epoch the one that raised it
   * @param target the address of the target whose journal has that epoch
   */
  record Raised(long epoch, String target, FenceRecord record) {}

  /**
   * Tries to write as each closed user to each closed table.
   *
   * @return what is still possible, one sentence each; empty if the fence holds
   */
  List<String> leaks(FenceRecord record);
}
