package dev.crossover.launcher.cutover;

import dev.crossover.engine.journal.Lease;

/** One step of a cutover up to the journal. None is ever repeated: a failure starts over. */
public interface CutoverStep {
  /** In kebab case; reports carry it. */
  String name();

  /** What it will do, in one line. */
  String plan();

  /**
   * @return what was done, in one line
   * @throws dev.crossover.contract.CrossoverException if the cutover cannot go on
   */
  String run(Lease lease);
}
