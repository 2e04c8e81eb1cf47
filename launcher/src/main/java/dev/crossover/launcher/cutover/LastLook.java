package dev.crossover.launcher.cutover;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Lease;

/**
 * Shows, in the last moment before the journal, that nobody has written since the catch-up, not
 * while rows were compared either, and that the schema is still the one that was moved. What is
 * written after this only raises an alarm.
 */
record LastLook(EndOfChanges end) implements CutoverStep {
  @Override
  public String name() {
    return "last-look";
  }

  @Override
  public String plan() {
    return "look once more that nobody has written to the source, or changed its schema, since the"
        + " fence";
  }

  @Override
  public String run(Lease lease) {
    LogPosition fenced =
        LogPosition.parse(lease.entry().details().get(JournalDetails.END_POSITION));
    end.refuseWriters();
    end.awaitAll(end.mark(), end.deadline());
    end.refuseChangesFrom(fenced);
    end.refuseUncaptured();
    end.refuseSchemaChanges();
    return "nobody has written since " + end.text(fenced);
  }
}
