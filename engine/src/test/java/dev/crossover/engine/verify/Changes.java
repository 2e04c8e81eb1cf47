package dev.crossover.engine.verify;

import com.google.cloud.spanner.Statement;
import dev.crossover.engine.target.TargetDatabase;

/** Writes to the target by GoogleSQL. */
final class Changes {
  private Changes() {}

  static void execute(TargetDatabase target, String dml) {
    target
        .client()
        .readWriteTransaction()
        .run(transaction -> transaction.executeUpdate(Statement.of(dml)));
  }
}
