package dev.crossover.launcher.fence;

import dev.crossover.contract.CrossoverException;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.JournalException;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.OutcomeUnknownException;
import dev.crossover.engine.journal.OwnershipAmbiguousException;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.journal.StaleEpochException;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.engine.source.StaleFenceException;
import dev.crossover.engine.time.Timing;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the source again after a cutover that ended before the journal. The one place that does:
 * the failing cutover itself, the next command of any kind and the fence watch all call it.
 *
 * <p>The order makes it safe. First the journal's epoch moves on, so that nobody can journal that
 * cutover any more. Then the fence is lowered in the source. Then its record is cleared from the
 * journal. Whoever still finds the record there does the last two again.
 */
public final class Unfencing {
  private static final Logger LOG = LoggerFactory.getLogger(Unfencing.class);
  private static final Duration JOURNAL = Duration.ofSeconds(20);
  private static final Duration SOURCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 3;

  private final Fence fence;
  private final Timing timing;

  public Unfencing(Fence fence, Timing timing) {
    this.fence = fence;
    this.timing = timing;
  }

  /** Whether the source may be fenced although no cutover has reached the journal. */
  public static boolean isNeeded(JournalEntry entry) {
    return entry.phase().isRevocable()
        || (entry.phase() == Phase.READY && entry.fence().isPresent());
  }

  /**
   * Opens the source after the cutover of another process; does nothing if that is not needed.
   *
   * @param why kept in the journal
   * @return whether it was needed
   * @throws CrossoverException if source or journal fail; it must be tried again
   */
  public boolean afterAnotherProcess(Lease lease, String why) {
    if (!isNeeded(lease.entry())) {
      return false;
    }
    moveEpochOn(lease, why);
    lease
        .entry()
        .fence()
        .map(FenceRecord::new)
        .ifPresent(record -> fence.lower(lease.entry().epoch(), record));
    lease.change(JournalEntry::unfenced);
    LOG.info("fence=down phase={} why=\"{}\"", lease.entry().phase(), why);
    return true;
  }

  /**
   * Opens the source after a failure of this process's own cutover, within limits of its own.
   *
   * <p>It goes on when the journal does not answer: this process alone could have journalled this
   * cutover, and it has not tried to. The source's own record of epochs still refuses it if another
   * process has fenced again.
   *
   * @return why the source may still be fenced; empty if it is open
   */
  public Optional<String> afterOwnFailure(Lease lease, FenceRecord record, String why)
      throws InterruptedException {
    try {
      journal(() -> moveStoredEpochOn(lease, why));
      Optional<String> problem = lower(lease.entry().epoch(), record);
      if (problem.isEmpty()) {
        journal(() -> clearRecord(lease, why));
      }
      return problem;
    } catch (StaleEpochException | StaleFenceException takenOver) {
      return Optional.of(
          "another Crossover has taken over and un-fences the source: " + takenOver.getMessage());
    }
  }

  /**
   * Opens the source by its own record when the target has no journal, so that no cutover can reach
   * it any more.
   *
   * @param target the address of the target that has none
   * @param hasJournal whether it has one; asked when the fence has been read, so that a process
   *     that stands still before cannot take the fence of a later migration for a lost one
   * @throws OwnershipAmbiguousException if the fence was raised for another target, whose journal
   *     may say that it owns the data
   * @return whether the source was fenced
   * @throws CrossoverException if the source fails; it must be tried again
   */
  public boolean afterLostJournal(String target, BooleanSupplier hasJournal) {
    Optional<Fence.Raised> raised = fence.raised();
    if (raised.isEmpty() || hasJournal.getAsBoolean()) {
      return false;
    }
    Fence.Raised up = raised.get();
    requireSameTarget(up, target);
    fence.lower(up.epoch(), up.record());
    LOG.info("fence=down epoch={} why=\"the journal is gone\"", up.epoch());
    return true;
  }

  /**
   * Opens the source while the journal does not answer, unless the cutover may have reached it.
   *
   * @return whether the source was fenced and is open now
   * @throws CrossoverException if the source fails; it must be tried again
   */
  public boolean withoutJournal() {
    boolean opened = fence.lowerUnsealed();
    if (opened) {
      LOG.info("fence=down why=\"its cutover is gone and the journal does not answer\"");
    }
    return opened;
  }

  private static void requireSameTarget(Fence.Raised up, String target) {
    if (!up.target().equals(target)) {
      throw new OwnershipAmbiguousException(
          "the source is fenced for the target "
              + up.target()
              + ", but the settings name "
              + target
              + ", which has no journal; the source stays fenced. Correct target.*, then the"
              + " journal there tells who owns the data",
          null);
    }
  }

  private static void moveEpochOn(Lease lease, String why) {
    if (lease.entry().phase().isRevocable()) {
      lease.change(entry -> entry.in(Phase.READY).with(Map.of(JournalDetails.UNFENCED, why)));
    }
  }

  /** The last write of this process may have failed without a word on whether it is stored. */
  private static void moveStoredEpochOn(Lease lease, String why) {
    lease.reread();
    moveEpochOn(lease, why);
  }

  private static void clearRecord(Lease lease, String why) {
    moveStoredEpochOn(lease, why);
    lease.change(JournalEntry::unfenced);
  }

  /** What could not be written here, the next command finds and writes. */
  private void journal(Runnable write) throws InterruptedException {
    try {
      if (!Deadline.in(timing, JOURNAL).run(write)) {
        LOG.warn("journal=not-written reason=\"no answer within {}\"", JOURNAL);
      }
    } catch (JournalException | OutcomeUnknownException e) {
      LOG.warn("journal=not-written reason=\"{}\"", e.getMessage());
    }
  }

  private Optional<String> lower(long epoch, FenceRecord record) throws InterruptedException {
    String problem = "it does not answer";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        if (Deadline.in(timing, SOURCE).run(() -> fence.lower(epoch, record))) {
          return Optional.empty();
        }
      } catch (StaleFenceException takenOver) {
        throw takenOver;
      } catch (CrossoverException e) {
        problem = e.getMessage();
        LOG.warn("fence=not-lowered reason=\"{}\"", problem);
      }
      timing.sleeper().sleep(PAUSE);
    }
    return Optional.of(
        "the source could not be un-fenced: "
            + problem
            + "; the fence watch keeps trying, and so does every crossover command");
  }
}
