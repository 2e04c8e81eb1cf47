package dev.crossover.targets.spanner.client;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.SpannerExceptionFactory;
import com.google.cloud.spanner.TransactionContext;
import java.time.Duration;
import java.util.function.Function;

/**
 * Read-write transactions that end. The client itself begins an aborted one again without an end.
 *
 * @param limit how long a transaction may be aborted again and again
 */
public record BoundedTransactions(DatabaseClient client, Duration limit) {
  /**
   * @param work done again after each abort
   * @throws SpannerException if the transaction fails, {@code DEADLINE_EXCEEDED} if it was aborted
   *     for too long
   */
  public <T> T run(Function<TransactionContext, T> work) {
    long end = System.nanoTime() + limit.toNanos();
    int[] begun = {0};
    return client
        .readWriteTransaction()
        .run(
            transaction -> {
              if (++begun[0] > 1 && System.nanoTime() - end > 0) {
                throw SpannerExceptionFactory.newSpannerException(
                    ErrorCode.DEADLINE_EXCEEDED,
                    "Spanner has aborted the transaction %d times in %d s"
                        .formatted(begun[0] - 1, limit.toSeconds()));
              }
              return work.apply(transaction);
            });
  }
}
