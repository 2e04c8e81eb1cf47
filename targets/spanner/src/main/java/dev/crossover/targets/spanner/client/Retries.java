package dev.crossover.targets.spanner.client;

import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.SpannerException;
import dev.crossover.contract.TargetException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a request to Spanner again when its failure says nothing about the request itself. Safe for
 * many threads. The request must be idempotent: a failed attempt may have taken effect.
 *
 * @param attempts how often a request is tried in all
 * @param firstPause before the second attempt; each later pause is twice as long
 * @param longestPause where the doubling ends
 * @param rest waits; injected, so that tests take no time
 */
public record Retries(int attempts, Duration firstPause, Duration longestPause, Rest rest) {
  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  private static final Set<ErrorCode> TRANSIENT =
      Set.of(
          ErrorCode.ABORTED,
          ErrorCode.UNAVAILABLE,
          ErrorCode.DEADLINE_EXCEEDED,
          ErrorCode.RESOURCE_EXHAUSTED);

  /** The emulator's words for what the real service calls ABORTED. */
  private static final List<String> EMULATOR_ABORTS =
      List.of(
          "Invalid transaction ID",
          "Transaction not found: ",
          "Transaction has already been closed: ",
          "Cannot commit a transaction after it has been rolled back",
          "Cannot read or query using a transaction after it has been",
          "Cannot start a new transaction after");

  /** Waits. */
  @FunctionalInterface
  public interface Rest {
    void rest(Duration duration) throws InterruptedException;
  }

  /** A minute of attempts with real pauses. */
  public static Retries standard() {
    return new Retries(
        20,
        Duration.ofMillis(10),
        Duration.ofSeconds(5),
        duration -> Thread.sleep(duration.toMillis()));
  }

  /**
   * @return what {@code request} returns
   * @throws TargetException if every attempt failed, or the thread was interrupted
   * @throws SpannerException unchanged, if another attempt would fail in the same way
   */
  public <T> T call(Supplier<T> request) {
    return call(request, Retries::isTransient);
  }

  /**
   * As {@link #call(Supplier)}.
   *
   * @param again whether the request is sent again after a failure
   */
  public <T> T call(Supplier<T> request, Predicate<SpannerException> again) {
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      try {
        return request.get();
      } catch (SpannerException e) {
        if (!again.test(e)) {
          throw e;
        }
        if (attempt == attempts) {
          throw new TargetException(
              "Spanner refused a request %d times, last with %s; start again"
                  .formatted(attempts, SpannerErrors.sentence(e)),
              e);
        }
        LOG.debug("retry attempt={} error={}", attempt, e.getMessage());
        rest(pause);
        pause = min(pause.multipliedBy(2), longestPause);
      }
    }
  }

  /** Whether the same request may succeed when it is sent again. */
  public static boolean isTransient(SpannerException e) {
    String message = String.valueOf(e.getMessage());
    return TRANSIENT.contains(e.getErrorCode())
        || EMULATOR_ABORTS.stream().anyMatch(message::contains);
  }

  private void rest(Duration duration) {
    try {
      rest.rest(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted while waiting to try a request again", e);
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
