package dev.crossover.launcher.cutover;

/** The process that runs {@link FenceWatch} and outlives this one. */
public interface Watchdog {
  /**
   * Returns when the process runs; does nothing if it does already.
   *
   * @throws dev.crossover.contract.CrossoverException if it cannot be started
   */
  void start();

  /** Ends the process, which has nothing to watch any more; it would find that out by itself. */
  void stop();
}
