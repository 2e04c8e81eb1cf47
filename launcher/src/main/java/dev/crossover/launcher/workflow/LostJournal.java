package dev.crossover.launcher.workflow;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.engine.capture.ChangeStream;
import java.util.List;
import java.util.Optional;

/**
 * Tells a migration whose target lost its data, and the journal with it, from one that nobody has
 * begun. To go on would load into an empty target what a job that is done never loads again.
 */
public final class LostJournal {
  private LostJournal() {}

  /**
   * @return what a person is told; empty if there is a journal, or no migration has begun
   */
  public static Optional<String> problem(MigrationLock lock, ChangeStream stream) {
    if (lock.isOpen() || stream.status().start().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ("the target %s has no journal, but the work directory has the change stream of a migration"
                + " that had begun: the target's data is gone, or target.* names another database."
                + " Correct target.* then; if the data is gone, begin anew: crossover cleanup"
                + " --abandon, then crossover run")
            .formatted(lock.target()));
  }

  /**
   * @param what cannot be done then, to follow "cannot "
   * @throws GateNotMetException if the journal was lost
   */
  static void refuse(String what, MigrationLock lock, ChangeStream stream) {
    problem(lock, stream)
        .ifPresent(
            problem -> {
              throw new GateNotMetException(what, List.of(problem));
            });
  }
}
