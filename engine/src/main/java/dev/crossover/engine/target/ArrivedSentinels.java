package dev.crossover.engine.target;

/** The sentinels that have come through the change stream to the target. */
@FunctionalInterface
public interface ArrivedSentinels {
  /**
   * Whether the sentinel with this token is a row of the target.
   *
   * @throws dev.crossover.contract.TargetException if the target cannot be read
   */
  boolean has(String token);
}
