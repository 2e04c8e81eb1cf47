package dev.crossover.launcher.live;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Phase;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When the live job may begin. A bulk load overwrites without looking, so it must have ended; a
 * launcher that was thought dead may start the job of a migration that has begun since.
 */
public final class BeginningOfLiveApply {
  private static final Set<Phase> TOO_EARLY =
      EnumSet.of(Phase.PLANNED, Phase.CAPTURING, Phase.BULK_LOADING);

  private BeginningOfLiveApply() {}

  /**
   * @param entry the journal's, empty if there is none; read by the job when it has opened what it
   *     writes with
   * @throws GateNotMetException if the bulk load has not ended
   */
  public static void require(Optional<JournalEntry> entry) {
    Phase phase = entry.map(JournalEntry::phase).orElse(Phase.PLANNED);
    if (TOO_EARLY.contains(phase)) {
      throw new GateNotMetException(
          "apply changes",
          List.of("the migration is in phase " + phase + ", must be APPLYING or later"));
    }
  }
}
