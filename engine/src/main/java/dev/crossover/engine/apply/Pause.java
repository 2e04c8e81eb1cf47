package dev.crossover.engine.apply;

import dev.crossover.contract.TargetException;
import java.time.Duration;

/** Waits between two attempts, longer each time. */
@FunctionalInterface
public interface Pause {
  /**
   * @param attempt the attempt that has failed, from 1
   */
  void afterAttempt(int attempt);

  /**
   * Doubles from {@code first} up to {@code longest}.
   *
   * @throws TargetException if the thread is interrupted
   */
  static Pause doubling(Duration first, Duration longest) {
    return attempt -> {
      long factor = 1L << Math.min(attempt - 1, 20);
      long millis = Math.min(first.toMillis() * factor, longest.toMillis());
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TargetException("interrupted while waiting for the target", e);
      }
    };
  }
}
