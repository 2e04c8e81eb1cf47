package dev.crossover.engine.platform;

/** The process that runs the watch over the fence and outlives this one. */
public interface FenceWatchProcess {
  /**
   * Returns when the process runs; does nothing if it does already.
   *
   * @throws dev.crossover.contract.CrossoverException if it cannot be started
   */
  void start();

  /** Ends the process, which has nothing to watch any more; it would find that out by itself. */
  void stop();
}
