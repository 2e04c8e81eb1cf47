package dev.crossover.launcher.cutover;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs work that may never come back, and leaves it alone when its time is over. */
final class Bounded implements AutoCloseable {
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          task -> {
            Thread daemon = new Thread(task, "cutover-step");
            daemon.setDaemon(true);
            return daemon;
          });

  /**
   * @return what the work says, or empty if its time is over; it is then interrupted and not waited
   *     for
   */
  Optional<String> run(Duration time, StepLog.Work work) throws InterruptedException {
    Future<String> future = workers.submit(work::run);
    try {
      return Optional.of(future.get(time.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      future.cancel(true);
    }
  }

  private static RuntimeException rethrown(Throwable cause) throws InterruptedException {
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
