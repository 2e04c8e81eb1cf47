package dev.crossover.launcher.workflow;

import dev.crossover.contract.CrossoverException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits between two looks at something outside this process. */
@FunctionalInterface
public interface Waiting {
  /**
   * @throws InterruptedWaitException if this process is asked to end
   */
  void pause(Duration duration);

  /** Waits in real time. */
  static void sleep(Duration duration) {
    try {
      TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException(e);
    }
  }

  /** The command was interrupted; nothing is lost. */
  final class InterruptedWaitException extends CrossoverException {
    InterruptedWaitException(InterruptedException cause) {
      super("interrupted while waiting; run the command again to go on", cause);
    }
  }
}
