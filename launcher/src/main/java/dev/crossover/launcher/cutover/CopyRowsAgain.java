package dev.crossover.launcher.cutover;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Lease;
import java.util.Map;
import java.util.TreeMap;

/**
 * Copies the rows again that differ by changes which the source's log does not have: the first time
 * that source and target stand still, and before they are verified. Whether they are right then,
 * the verification says, which reads them anew.
 */
record CopyRowsAgain(RowsToCopyAgain rows) implements CutoverStep {
  @Override
  public String name() {
    return "copy-again";
  }

  @Override
  public String plan() {
    return "read every row of "
        + String.join(", ", rows.tables())
        + " on both sides, and copy those again that changed without a line in the source's log";
  }

  @Override
  public String run(Lease lease) {
    LogPosition end = LogPosition.parse(lease.entry().details().get(JournalDetails.END_POSITION));
    Map<String, Long> copied = new TreeMap<>(rows.copy(end, lease.entry().epoch()));
    lease.note(Map.of(JournalDetails.COPIED_AGAIN, JournalledCutover.json(copied)));
    return copied.entrySet().stream()
        .map(table -> "%s: %,d rows".formatted(table.getKey(), table.getValue()))
        .collect(joining(", "));
  }
}
