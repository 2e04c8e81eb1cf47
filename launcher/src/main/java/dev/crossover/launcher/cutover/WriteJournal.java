package dev.crossover.launcher.cutover;

import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.JournalException;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.OwnershipAmbiguousException;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.journal.StaleEpochException;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.fence.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The point of no return: makes the target the owner of the data. */
record WriteJournal(Timing timing) implements CutoverStep {
  /** How long the commit may take. */
  private static final Duration COMMIT = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "journal";
  }

  @Override
  public String plan() {
    return "make the target the owner of the data; from here there is no way back";
  }

  /**
   * @throws OwnershipAmbiguousException if it is unknown whether the journal was written
   * @throws JournalException if it was not written
   * @throws StaleEpochException if it was not written
   */
  @Override
  public String run(Lease lease) {
    try {
      if (Deadline.in(timing, COMMIT).run(() -> commit(lease))) {
        return "the target owns the data";
      }
      throw ambiguous(null);
    } catch (JournalException | StaleEpochException | OwnershipAmbiguousException known) {
      throw known;
    } catch (RuntimeException | InterruptedException unknown) {
      throw ambiguous(unknown);
    }
  }

  private void commit(Lease lease) {
    Instant fencedAt = Instant.parse(lease.entry().details().get(JournalDetails.FENCED_AT));
    long millis = Duration.between(fencedAt, timing.now()).toMillis();
    lease.advance(
        Phase.VERIFIED,
        Phase.JOURNALLED,
        Map.of(JournalDetails.FENCE_TO_JOURNAL_MILLIS, Long.toString(millis)));
  }

  private static OwnershipAmbiguousException ambiguous(Throwable cause) {
    return new OwnershipAmbiguousException(
        "it is unknown whether the journal was written, and so whether source or target owns the"
            + " data; the source stays fenced. When the target answers again, the fence watch or"
            + " the next crossover cutover reads the journal and goes on from what it says; until"
            + " then let no application write to either side",
        cause);
  }
}
