package dev.crossover.launcher.deadletters;

/** Rows of which the change stream does not tell whether they were deleted last. */
@FunctionalInterface
public interface OrderInDoubt {
  /** Of a stream that tells the order of commits. */
  OrderInDoubt NONE = () -> 0;

  /**
   * Reads every such row again, and leaves it on the target as the source has it. Settling twice
   * changes nothing.
   *
   * @return how many are in doubt still
   * @throws dev.crossover.contract.CrossoverException if source or target does not work
   */
  long settle();
}
