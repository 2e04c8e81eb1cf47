package dev.crossover.engine.preflight;

import java.util.List;

/** One question that is asked before a migration starts. */
public interface Check {
  /** A short name in kebab case, stable because scripts read it. */
  String name();

  /**
   * Looks and changes nothing. A {@link dev.crossover.contract.CrossoverException} counts as a
   * failure of this check and does not hide the others.
   *
   * @return what was found, at least one finding; all problems, not only the first
   */
  List<Finding> look();
}
