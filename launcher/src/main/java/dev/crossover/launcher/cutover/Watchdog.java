package dev.crossover.launcher.cutover;

/** Starts the process that runs {@link FenceWatch} and outlives this one. */
@FunctionalInterface
public interface Watchdog {
  /**
   * Returns when the process runs; does nothing if it does already.
   *
   * @throws dev.crossover.contract.CrossoverException if it cannot be started
   */
  void start();
}
