package dev.crossover.launcher.fence;

import dev.crossover.engine.time.InterruptedWaitException;
import dev.crossover.engine.time.Timing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The time by which something must be done, whatever the clock is set to meanwhile.
 *
 * @param end by {@link Timing#elapsed}
 */
public record Deadline(Timing timing, Duration end) {
  private static final Duration POLL = Duration.ofMillis(100);

  /** What the answer to the last question may take. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  public static Deadline in(Timing timing, Duration duration) {
    return new Deadline(timing, timing.elapsed().plus(duration));
  }

  public boolean isOver() {
    return timing.elapsed().compareTo(end) >= 0;
  }

  private Duration remaining() {
    return end.minus(timing.elapsed());
  }

  /**
   * Asks until the answer is yes. A question that is never answered ends with the time too.
   *
   * @return whether it was yes before the time was over
   * @throws InterruptedWaitException if the caller is interrupted
   */
  public boolean reached(BooleanSupplier condition) {
    try {
      return call(remaining().plus(ANSWER), () -> asked(condition)).orElse(false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException(e);
    }
  }

  private boolean asked(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (isOver()) {
        return false;
      }
      timing.pause(POLL);
    }
    return true;
  }

  /**
   * Does work that may never come back, in a thread of its own.
   *
   * @return what the work gives, or empty if the time is over; the work is then interrupted and not
   *     waited for
   * @throws InterruptedException if the caller is interrupted; the work is then interrupted too
   */
  public <T> Optional<T> call(Supplier<T> work) throws InterruptedException {
    return call(remaining(), work);
  }

  private static <T> Optional<T> call(Duration limit, Supplier<T> work)
      throws InterruptedException {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread thread = new Thread(task, "cutover-step");
    thread.setDaemon(true);
    thread.start();
    try {
      return Optional.of(task.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } finally {
      task.cancel(true);
    }
  }

  /**
   * As {@link #call}.
   *
   * @return whether the work was done in time
   */
  public boolean run(Runnable work) throws InterruptedException {
    return call(() -> {
          work.run();
          return true;
        })
        .isPresent();
  }
}
