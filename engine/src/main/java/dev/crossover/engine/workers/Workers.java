package dev.crossover.engine.workers;

import dev.crossover.contract.CrossoverException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A fixed number of threads for a list of tasks; the first task that fails ends all others.
 *
 * @param name of the threads
 * @param count tasks that run at once, 1 or more
 */
public record Workers(String name, int count) {
  private static final Duration GRACE = Duration.ofSeconds(10);

  public Workers {
    if (count < 1) {
      throw new IllegalArgumentException("there must be 1 worker or more, got " + count);
    }
  }

  /**
   * Returns when every task has ended. Throws what the first failed one threw; the tasks that run
   * then are interrupted and given ten seconds to end, and the others never start.
   */
  public void run(List<? extends Runnable> tasks) {
    ExecutorService pool = Executors.newFixedThreadPool(count, this::thread);
    try {
      CompletionService<Boolean> ended = new ExecutorCompletionService<>(pool);
      tasks.forEach(task -> ended.submit(task, true));
      for (int i = 0; i < tasks.size(); i++) {
        ended.take().get();
      }
    } catch (ExecutionException e) {
      end(pool);
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      end(pool);
      Thread.currentThread().interrupt();
      throw new InterruptedWorkException(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static void end(ExecutorService pool) {
    pool.shutdownNow();
    try {
      pool.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** The work was interrupted because this process is asked to end; it can be done again. */
  static final class InterruptedWorkException extends CrossoverException {
    InterruptedWorkException(InterruptedException cause) {
      super("interrupted while workers were busy; start the work again to go on", cause);
    }
  }
}
