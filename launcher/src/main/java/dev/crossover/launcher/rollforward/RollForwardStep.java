package dev.crossover.launcher.rollforward;

/** Something that is done after the journal. Running it again after it is done changes nothing. */
public interface RollForwardStep {
  /** In kebab case; the journal remembers by it what is done. */
  String name();

  /** What it will do, in one line. */
  String plan();

  /**
   * @return what was done, in one line
   * @throws dev.crossover.contract.CrossoverException if it failed; it will be run again
   */
  String run();
}
