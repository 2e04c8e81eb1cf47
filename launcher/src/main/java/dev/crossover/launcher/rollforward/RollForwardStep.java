package dev.crossover.launcher.rollforward;

import java.util.List;

/** Something that is done after the journal. Running it again after it is done changes nothing. */
public interface RollForwardStep {
  /** In kebab case; the journal remembers by it what is done. */
  String name();

  /** What it will do, in one line. */
  String plan();

  /**
   * What would refuse it, as far as that can be seen before the journal; one sentence each. Changes
   * nothing.
   */
  List<String> refusals();

  /**
   * @return what was done, in one line
   * @throws dev.crossover.contract.CrossoverException if it failed; it will be run again
   */
  String run();
}
