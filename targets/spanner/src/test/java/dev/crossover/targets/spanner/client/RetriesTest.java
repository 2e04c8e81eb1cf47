package dev.crossover.targets.spanner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.SpannerExceptionFactory;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.faults.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private final List<Duration> pauses = new ArrayList<>();
  private final Retries retries =
      new Retries(6, Duration.ofMillis(10), Duration.ofMillis(30), pauses::add);

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "a storm of ABORTED and UNAVAILABLE",
      moment = "a transaction",
      outcome = "tried again after longer and longer pauses, then done")
  void triesAbortsAgainAfterLongerAndLongerPauses() {
    assertThat(
            retries.call(
                failing(
                    5,
                    error(ErrorCode.NOT_FOUND, "Transaction not found: 357"),
                    error(
                        ErrorCode.FAILED_PRECONDITION,
                        "Invalid transaction ID. Transaction ID must be >= 7"),
                    error(
                        ErrorCode.FAILED_PRECONDITION,
                        "Cannot commit a transaction after it has been rolled back"),
                    error(
                        ErrorCode.FAILED_PRECONDITION,
                        "Cannot read or query using a transaction after it has been committed or"
                            + " rolledback."),
                    error(ErrorCode.UNAVAILABLE, "down"))))
        .isEqualTo("done");
    assertThat(pauses)
        .containsExactly(
            Duration.ofMillis(10),
            Duration.ofMillis(20),
            Duration.ofMillis(30),
            Duration.ofMillis(30),
            Duration.ofMillis(30));
  }

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "a storm of ABORTED that does not end",
      moment = "a transaction",
      outcome = "given up after the last attempt, with its cause")
  void givesUpAfterTheLastAttempt() {
    assertThatThrownBy(() -> retries.call(failing(6, error(ErrorCode.ABORTED, "aborted"))))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("refused a request 6 times")
        .hasCauseInstanceOf(SpannerException.class);
  }

  @Test
  void doesNotRepeatWhatIsWrongInItself() {
    assertThatThrownBy(
            () -> retries.call(failing(1, error(ErrorCode.FAILED_PRECONDITION, "no parent row"))))
        .isInstanceOf(SpannerException.class);
    assertThat(pauses).isEmpty();
  }

  private static Supplier<String> failing(int times, SpannerException... errors) {
    AtomicInteger attempts = new AtomicInteger();
    return () -> {
      int attempt = attempts.getAndIncrement();
      if (attempt < times) {
        throw errors[attempt % errors.length];
      }
      return "done";
    };
  }

  private static SpannerException error(ErrorCode code, String message) {
    return SpannerExceptionFactory.newSpannerException(code, message);
  }
}
