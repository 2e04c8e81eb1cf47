package dev.crossover.sources.postgresql.verify;

import com.google.cloud.spanner.Statement;
import dev.crossover.targets.spanner.client.SpannerDatabase;

/** Writes to the target by GoogleSQL. */
final class Changes {
  private Changes() {}

  static void execute(SpannerDatabase target, String dml) {
    target
        .client()
        .readWriteTransaction()
        .run(transaction -> transaction.executeUpdate(Statement.of(dml)));
  }
}
