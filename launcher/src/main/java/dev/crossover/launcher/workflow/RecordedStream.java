package dev.crossover.launcher.workflow;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.JournalEntry;
import java.util.List;
import java.util.Optional;

/** The change stream that a migration began with, as the journal knows it. */
final class RecordedStream {
  private RecordedStream() {}

  /**
   * A stream that began later has not carried what was changed before, and what the lost one had
   * captured is gone with its files.
   *
   * @throws GateNotMetException if the stream is not the one that the migration began with
   */
  static void require(ChangeStream stream, JournalEntry entry, PositionText positions) {
    Optional<LogPosition> recorded =
        Optional.ofNullable(entry.details().get(JournalDetails.STREAM_START))
            .map(LogPosition::parse);
    Optional<LogPosition> known = stream.status().start();
    if (recorded.isPresent() && recorded.equals(known)) {
      return;
    }
    throw new GateNotMetException(
        "go on with the change stream",
        List.of(
            ("the journal says that the change stream began at %s, and the work directory knows of"
                    + " %s. It was lost, or is that of another migration; with it the changes are"
                    + " lost that were captured and not applied. Restore it as it was last; without"
                    + " it begin anew: crossover cleanup --abandon, then crossover run")
                .formatted(
                    recorded.map(positions::of).orElse("no position"),
                    known.map(at -> "one that began at " + positions.of(at)).orElse("none"))));
  }
}
