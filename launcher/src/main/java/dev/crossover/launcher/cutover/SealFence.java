package dev.crossover.launcher.cutover;

import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FenceRecord;

/**
 * Sees to it, in the source, that the fence is still up, and that from now on nobody lowers it who
 * has not read the journal.
 */
record SealFence(Fence fence, FenceRecord record) implements CutoverStep {
  @Override
  public String name() {
    return "seal";
  }

  @Override
  public String plan() {
    return "make the source wait for what the journal says";
  }

  @Override
  public String run(Lease lease) {
    fence.seal(lease.entry().epoch(), record);
    return "the source waits for what the journal says";
  }
}
