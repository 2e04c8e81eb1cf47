package dev.crossover.launcher.cutover;

import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FencePlan;

/**
 * Shuts the application out of the source. The fence's record must be in the journal already.
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
    return fence.raise(lease.entry().epoch(), target, closing.record());
  }
}
