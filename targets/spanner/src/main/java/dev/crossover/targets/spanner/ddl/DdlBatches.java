package dev.crossover.targets.spanner.ddl;

import com.google.cloud.spanner.DatabaseId;
import dev.crossover.contract.TargetException;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;

/**
 * Sends statements to Spanner in calls of bounded size. One call of thousands tells nothing for
 * minutes, takes memory by their square on an emulator, and leaves whoever comes after a kill with
 * one long operation to wait for.
 */
public final class DdlBatches {
  static final int STATEMENTS_PER_CALL = 50;

  private final SpannerDatabase target;

  public DdlBatches(SpannerDatabase target) {
    this.target = target;
  }

  /**
   * @param done hears of the number of statements that are in effect, after each call
   * @throws ExecutionException with Spanner's error as cause; the calls before are in effect
   */
  public void run(List<String> statements, IntConsumer done) throws ExecutionException {
    DatabaseId id = target.id();
    for (int from = 0; from < statements.size(); from += STATEMENTS_PER_CALL) {
      int to = Math.min(statements.size(), from + STATEMENTS_PER_CALL);
      try {
        target
            .admin()
            .updateDatabaseDdl(
                id.getInstanceId().getInstance(),
                id.getDatabase(),
                statements.subList(from, to),
                null)
            .get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TargetException("interrupted while the schema was changed; run it again", e);
      }
      done.accept(to);
    }
  }
}
