package dev.crossover.platforms.local;

/** The process that runs {@link dev.crossover.engine.capture.Capture}. */
public interface CaptureProcess {
  /** Starts it, to outlive this process; does nothing if it runs. */
  void ensureRunning();

  boolean running();

  /** Ends it; does nothing if it does not run. */
  void stop();
}
