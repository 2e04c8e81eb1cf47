package dev.crossover.launcher.cutover;

import dev.crossover.engine.source.FencePlan;
import dev.crossover.launcher.cutover.Cutover.Parts;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps up to the journal.
 *
 * @param inFence in the order in which they are taken, the fence the first of them
 */
record CutoverSteps(List<CutoverStep> inFence, CutoverStep writeJournal) {
  CutoverSteps {
    inFence = List.copyOf(inFence);
  }

  static CutoverSteps of(Parts parts, FencePlan fence) {
    EndOfChanges end =
        new EndOfChanges(
            parts.stream(),
            parts.live(),
            parts.applied(),
            parts.orderInDoubt(),
            parts.log(),
            parts.writers(),
            parts.schema(),
            parts.limits(),
            parts.timing());
    List<CutoverStep> steps = new ArrayList<>();
    steps.add(new RaiseFence(parts.fence(), fence, parts.target()));
    steps.add(new Drain(parts.writers(), parts.limits().drain(), parts.timing()));
    steps.add(new ProveFence(parts.fence(), fence.record()));
    steps.add(new CatchUp(end));
    if (!parts.copyAgain().tables().isEmpty()) {
      steps.add(new CopyRowsAgain(parts.copyAgain()));
    }
    steps.add(new VerifyInFence(parts.verification(), parts.limits().downtime()));
    steps.addAll(parts.beforeJournal());
    steps.add(new Rehearse(parts.afterJournal()));
    steps.add(new LastLook(end));
    steps.add(new SealFence(parts.fence(), fence.record()));
    return new CutoverSteps(steps, new WriteJournal(parts.timing()));
  }

  List<CutoverStep> list() {
    List<CutoverStep> all = new ArrayList<>(inFence);
    all.add(writeJournal);
    return all;
  }
}
