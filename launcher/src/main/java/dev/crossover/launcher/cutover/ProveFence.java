package dev.crossover.launcher.cutover;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.launcher.fence.CutoverStoppedException;
import java.util.List;

/** Shows that the fence holds: no closed role can write to a closed table. */
record ProveFence(Fence fence, FenceRecord record) implements CutoverStep {
  @Override
  public String name() {
    return "canary";
  }

  @Override
  public String plan() {
    return "try to write as each closed role to each closed table";
  }

  @Override
  public String run(Lease lease) {
    List<String> leaks = fence.leaks(record);
    if (!leaks.isEmpty()) {
      throw new CutoverStoppedException(
          ExitCode.ABORTED,
          "the fence does not hold: " + String.join("; ", leaks) + "; take these rights away");
    }
    return "no closed role can write";
  }
}
