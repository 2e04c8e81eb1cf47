package dev.crossover.launcher.cutover;

import dev.crossover.engine.source.FencePlan;
import dev.crossover.launcher.cutover.Cutover.Parts;
import java.util.List;

/** The steps up to the journal, in the order in which they are taken. */
record CutoverSteps(
    RaiseFence raiseFence,
    Drain drain,
    ProveFence proveFence,
    CatchUp catchUp,
    VerifyInFence verify,
    WriteJournal writeJournal) {

  static CutoverSteps of(Parts parts, FencePlan fence) {
    return new CutoverSteps(
        new RaiseFence(parts.fence(), fence),
        new Drain(parts.writers(), parts.limits().drain(), parts.timing()),
        new ProveFence(parts.fence(), fence.record()),
        new CatchUp(
            parts.stream(),
            parts.applied(),
            parts.log(),
            parts.writers(),
            parts.limits(),
            parts.timing()),
        new VerifyInFence(parts.verification(), parts.limits().downtime()),
        new WriteJournal(parts.timing()));
  }

  List<CutoverStep> list() {
    return List.of(raiseFence, drain, proveFence, catchUp, verify, writeJournal);
  }
}
