package dev.crossover.launcher.cutover;

import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FencePlan;

/**
 * Shuts the application out of the source. The fence's record must be in the journal already.
 *
 * <p>The epoch is that of the record, whatever the lease's is by now: a step that is given up may
 * go on after its cutover has un-fenced, and must be refused by the source then.
 *
 * @param target the address of the target
 */
record RaiseFence(Fence fence, FencePlan closing, String target) implements CutoverStep {
  static final String NAME = "fence";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String plan() {
    return closing.summary();
  }

  @Override
  public String run(Lease lease) {
    long epoch = Long.parseLong(lease.entry().details().get(JournalDetails.FENCE_EPOCH));
    return fence.raise(epoch, target, closing.record());
  }
}
