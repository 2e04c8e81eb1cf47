package dev.crossover.launcher.model;

import java.util.List;
import java.util.Optional;

/** What a {@link ModelChecker} looks through. States are values. */
interface Model<S> {
  S first();

  /** Everything that can happen in a state. */
  List<Step<S>> steps(S state);

  /** What is wrong with a state; empty if nothing is. */
  Optional<String> broken(S state);
}
