package dev.crossover.launcher.local;

import java.time.Duration;

/** Waiting for something outside this process that cannot be waited on. */
final class Pause {
  private Pause() {}

  /**
   * @throws ExternalToolException if the thread is interrupted
   */
  static void of(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExternalToolException("interrupted while waiting", e);
    }
  }
}
