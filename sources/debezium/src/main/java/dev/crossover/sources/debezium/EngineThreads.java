package dev.crossover.sources.debezium;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The threads that an engine runs in and begins itself. Debezium does not look after all of them:
 * one that reads a log and dies of an error would leave the others waiting for it for ever.
 */
public final class EngineThreads extends ThreadGroup {
  private final AtomicReference<Throwable> death = new AtomicReference<>();

  public EngineThreads() {
    super("capture");
  }

  /** A thread that the engine may be run in. */
  public Thread thread(Runnable engine) {
    return new Thread(this, engine, "capture");
  }

  @Override
  public void uncaughtException(Thread thread, Throwable error) {
    death.compareAndSet(null, error);
  }

  /**
   * @throws dev.crossover.contract.SourceException if one of them has died
   */
  public void requireAlive() {
    Throwable error = death.get();
    if (error != null) {
      throw CaptureEngine.failed("one of its threads has died", error);
    }
  }
}
