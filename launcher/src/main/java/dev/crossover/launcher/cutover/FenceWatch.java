package dev.crossover.launcher.cutover;

import dev.crossover.contract.CrossoverException;
import dev.crossover.launcher.journal.AlreadyRunningException;
import dev.crossover.launcher.journal.Journal;
import dev.crossover.launcher.journal.JournalEntry;
import dev.crossover.launcher.journal.Lease;
import dev.crossover.launcher.journal.Owner;
import dev.crossover.launcher.journal.StaleEpochException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a cutover from another process, and un-fences the source if the cutover dies before the
 * journal, or stays in the fence for much longer than it may.
 */
public final class FenceWatch {
  private static final Logger LOG = LoggerFactory.getLogger(FenceWatch.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Whoever has not repaired the target by then has un-fenced by hand, or given up. */
  private static final Duration GIVE_UP = Duration.ofDays(1);

  /** A cutover un-fences by itself when its time is over; this is what it may take for that. */
  private static final Duration GRACE = Duration.ofMinutes(3);

  private final Journal journal;
  private final FenceRecovery recovery;
  private final Owner self;
  private final Duration maxDowntime;
  private final Pace pace;

  /**
   * @param self the watching process
   */
  public FenceWatch(
      Journal journal, FenceRecovery recovery, Owner self, Duration maxDowntime, Pace pace) {
    this.journal = journal;
    this.recovery = recovery;
    this.self = self;
    this.maxDowntime = maxDowntime;
    this.pace = pace;
  }

  /**
   * Returns when the source is not fenced any more, or the journal is written. Outlasts every
   * failure of source and target until then, for a day.
   *
   * @return whether it was this process that un-fenced
   */
  public boolean run() throws InterruptedException {
    Instant end = pace.clock().instant().plus(maxDowntime).plus(GRACE);
    Instant giveUp = pace.clock().instant().plus(GIVE_UP);
    while (pace.clock().instant().isBefore(giveUp)) {
      try {
        JournalEntry entry = journal.read();
        if (!FenceRecovery.isNeeded(entry)) {
          LOG.info("watch=over phase={}", entry.phase());
          return false;
        }
        if (recoverIfAbandoned(end)) {
          return true;
        }
      } catch (CrossoverException e) {
        LOG.warn("watch=failed, trying again reason=\"{}\"", e.getMessage());
      }
      pace.pause().of(POLL);
    }
    LOG.error("watch=given-up after={}", GIVE_UP);
    return false;
  }

  private boolean recoverIfAbandoned(Instant end) {
    try (Lease lease =
        Lease.acquire(
            journal,
            self,
            pace.clock(),
            owner -> owner.isGone(self.host()) || pace.clock().instant().isAfter(end))) {
      return recovery.recover(lease, "the cutover's process ended before the journal");
    } catch (AlreadyRunningException | StaleEpochException somebodyActs) {
      return false;
    }
  }
}
