package dev.crossover.launcher.fence;

import dev.crossover.contract.CrossoverException;
import dev.crossover.engine.journal.AlreadyRunningException;
import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.journal.StaleEpochException;
import dev.crossover.engine.time.Timing;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a cutover from another process, and un-fences the source if the cutover dies before the
 * journal, or stays in the fence for much longer than it may. It needs the target for that only if
 * the fence is sealed.
 */
public final class FenceWatch {
  private static final Logger LOG = LoggerFactory.getLogger(FenceWatch.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Whoever has not repaired the target by then has un-fenced by hand, or given up. */
  private static final Duration GIVE_UP = Duration.ofDays(1);

  /** A cutover un-fences by itself when its time is over; this is what it may take for that. */
  private static final Duration GRACE = Duration.ofMinutes(3);

  private final Journal journal;
  private final Unfencing unfencing;
  private final Owner self;
  private final Duration maxDowntime;
  private final Timing timing;
  private Optional<Owner> owner = Optional.empty();
  private Optional<JournalEntry> first = Optional.empty();

  /**
   * @param self the watching process
   */
  public FenceWatch(
      Journal journal, Unfencing unfencing, Owner self, Duration maxDowntime, Timing timing) {
    this.journal = journal;
    this.unfencing = unfencing;
    this.self = self;
    this.maxDowntime = maxDowntime;
    this.timing = timing;
  }

  /**
   * Returns when the source is not fenced any more, the journal is written, or the migration was
   * given up and another one has begun. Outlasts every failure of source and target until then, for
   * a day.
   *
   * @return whether it was this process that un-fenced
   */
  public boolean run() {
    Deadline end = Deadline.in(timing, maxDowntime.plus(GRACE));
    Deadline giveUp = Deadline.in(timing, GIVE_UP);
    while (!giveUp.isOver()) {
      try {
        JournalEntry entry = journal.read();
        watch(entry.owner());
        if (!Unfencing.isNeeded(entry) || isOfAnotherMigration(entry)) {
          LOG.info("watch=over phase={}", entry.phase());
          return false;
        }
        if (recoverIfAbandoned(end)) {
          return true;
        }
      } catch (CrossoverException e) {
        LOG.warn("watch=failed, trying again reason=\"{}\"", e.getMessage());
        if (openedWithoutJournal(end)) {
          return true;
        }
      }
      timing.pause(POLL);
    }
    LOG.error("watch=given-up after={}", GIVE_UP);
    return false;
  }

  /** What was to be watched has been given up; what has begun since has watches of its own. */
  private boolean isOfAnotherMigration(JournalEntry entry) {
    first = first.or(() -> Optional.of(entry));
    return !entry.isOfSameMigration(first.get());
  }

  private void watch(Optional<Owner> present) {
    if (!owner.equals(present)) {
      LOG.info("watch=on owner=\"{}\"", present.map(Owner::toString).orElse("nobody"));
    }
    owner = present;
  }

  /** With the target gone too, the source alone tells whether the cutover can still go on. */
  private boolean openedWithoutJournal(Deadline end) {
    try {
      return isAbandoned(end) && unfencing.withoutJournal();
    } catch (CrossoverException e) {
      LOG.warn("watch=failed, trying again reason=\"{}\"", e.getMessage());
      return false;
    }
  }

  private boolean isAbandoned(Deadline end) {
    return end.isOver() || owner.filter(cutover -> cutover.isGone(self.host())).isPresent();
  }

  private boolean recoverIfAbandoned(Deadline end) {
    try (Lease lease =
        Lease.acquire(journal, self, timing, owner -> owner.isGone(self.host()) || end.isOver())) {
      return unfencing.afterAnotherProcess(lease, "the cutover's process ended before the journal");
    } catch (AlreadyRunningException | StaleEpochException somebodyActs) {
      return false;
    }
  }
}
