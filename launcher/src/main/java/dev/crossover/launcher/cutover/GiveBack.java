package dev.crossover.launcher.cutover;

import dev.crossover.contract.CrossoverException;
import dev.crossover.launcher.journal.JournalEntry;
import dev.crossover.launcher.journal.JournalException;
import dev.crossover.launcher.journal.Lease;
import dev.crossover.launcher.journal.OutcomeUnknownException;
import dev.crossover.launcher.journal.Phase;
import dev.crossover.launcher.journal.StaleEpochException;
import dev.crossover.launcher.source.Fence;
import dev.crossover.launcher.source.FenceRecord;
import dev.crossover.launcher.source.StaleFenceException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Un-fences after a failure of this process's own cutover, with time limits of its own.
 *
 * <p>Unlike {@link FenceRecovery} it goes on when the journal does not answer: this process alone
 * could have journalled this cutover, and it has not tried to. The source's own record of epochs
 * still refuses it if somebody else has fenced anew.
 */
final class GiveBack {
  private static final Logger LOG = LoggerFactory.getLogger(GiveBack.class);
  private static final Duration JOURNAL = Duration.ofSeconds(20);
  private static final Duration SOURCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 3;

  private final Fence fence;
  private final Pace pace;
  private final Bounded bounded;

  GiveBack(Fence fence, Pace pace, Bounded bounded) {
    this.fence = fence;
    this.pace = pace;
    this.bounded = bounded;
  }

  /**
   * @return why the source may still be fenced; empty if it is not
   */
  Optional<String> run(Lease lease, FenceRecord record, String why) throws InterruptedException {
    try {
      journal(() -> ready(lease, why));
      Optional<String> problem = lower(lease.entry().epoch(), record);
      if (problem.isEmpty()) {
        journal(
            () -> {
              ready(lease, why);
              lease.change(JournalEntry::unfenced);
            });
      }
      return problem;
    } catch (StaleEpochException | StaleFenceException takenOver) {
      return Optional.of(
          "another Crossover has taken over and un-fences the source: " + takenOver.getMessage());
    }
  }

  private static void ready(Lease lease, String why) {
    if (lease.reread().phase().isRevocable()) {
      lease.change(entry -> entry.in(Phase.READY).with(Map.of("unfenced", why)));
    }
  }

  /** The next command finds what could not be written here. */
  private void journal(Runnable write) throws InterruptedException {
    try {
      bounded.run(
          JOURNAL,
          () -> {
            write.run();
            return "";
          });
    } catch (JournalException | OutcomeUnknownException e) {
      LOG.warn("journal=not-written reason=\"{}\"", e.getMessage());
    }
  }

  private Optional<String> lower(long epoch, FenceRecord record) throws InterruptedException {
    String problem = "it does not answer";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Optional<String> done =
            bounded.run(
                SOURCE,
                () -> {
                  fence.lower(epoch, record);
                  return "";
                });
        if (done.isPresent()) {
          return Optional.empty();
        }
      } catch (StaleFenceException takenOver) {
        throw takenOver;
      } catch (CrossoverException e) {
        problem = e.getMessage();
        LOG.warn("fence=not-lowered reason=\"{}\"", problem);
      }
      pace.pause().of(PAUSE);
    }
    return Optional.of(
        "the source could not be un-fenced: "
            + problem
            + "; the fence watch goes on trying, and so does every crossover command");
  }
}
