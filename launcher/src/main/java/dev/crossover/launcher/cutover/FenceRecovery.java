package dev.crossover.launcher.cutover;

import dev.crossover.launcher.journal.JournalEntry;
import dev.crossover.launcher.journal.Lease;
import dev.crossover.launcher.journal.Phase;
import dev.crossover.launcher.source.Fence;
import dev.crossover.launcher.source.FenceRecord;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the source back after a cutover that ended before the journal.
 *
 * <p>The order makes it safe: first the migration's epoch moves on, so that nobody can journal that
 * cutover any more; then the source is un-fenced; then the fence's record is cleared. Whoever finds
 * the record still there does the last two again.
 */
public final class FenceRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(FenceRecovery.class);

  private final Fence fence;

  public FenceRecovery(Fence fence) {
    this.fence = fence;
  }

  /**
   * Whether there is something to give back. Every command that takes the lease asks this first.
   */
  public static boolean isNeeded(JournalEntry entry) {
    return entry.phase().isRevocable()
        || (entry.phase() == Phase.READY && entry.fence().isPresent());
  }

  /**
   * Does nothing if nothing is to be given back.
   *
   * @param why kept in the journal
   * @return whether there was something
   * @throws dev.crossover.contract.CrossoverException if the source cannot be un-fenced; it must be
   *     tried again
   */
  public boolean recover(Lease lease, String why) {
    if (!isNeeded(lease.entry())) {
      return false;
    }
    if (lease.entry().phase().isRevocable()) {
      lease.change(entry -> entry.in(Phase.READY).with(Map.of("unfenced", why)));
    }
    lease
        .entry()
        .fence()
        .map(FenceRecord::parse)
        .ifPresent(record -> fence.lower(lease.entry().epoch(), record));
    lease.change(JournalEntry::unfenced);
    LOG.info("fence=down phase={} why=\"{}\"", lease.entry().phase(), why);
    return true;
  }
}
