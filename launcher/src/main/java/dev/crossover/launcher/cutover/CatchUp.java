package dev.crossover.launcher.cutover;

import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.source.SourceLog.Mark;
import dev.crossover.launcher.cutover.CutoverReport.CatchUpKind;
import dev.crossover.launcher.fence.Deadline;
import java.util.Map;

/**
 * Shows that everything which was written before the fence is on the target, and that nothing but
 * sentinels follows.
 */
record CatchUp(EndOfChanges end) implements CutoverStep {
  @Override
  public String name() {
    return "catch-up";
  }

  @Override
  public String plan() {
    return "wait up to "
        + end.limits().catchUp().toSeconds()
        + " s until every change before the fence is on the target";
  }

  @Override
  public String run(Lease lease) {
    Deadline deadline = end.deadline();
    Mark first = end.mark();
    CatchUpKind kind = end.await(first, deadline);
    end.refuseChangesFrom(first.position());
    end.awaitAll(end.mark(), deadline);
    end.refuseChangesFrom(first.position());
    end.refuseWriters();
    end.refuseUncaptured();
    String text = JournalledCutover.text(kind);
    lease.advance(
        Phase.FENCED,
        Phase.CAUGHT_UP,
        Map.of(
            JournalDetails.CATCH_UP,
            text,
            JournalDetails.END_POSITION,
            first.position().toString()));
    return text + " up to " + end.text(first.position());
  }
}
