package dev.crossover.targets.spanner.journal;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.TransactionContext;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.target.MigrationWriter;
import dev.crossover.targets.spanner.client.BoundedTransactions;
import dev.crossover.targets.spanner.client.Retries;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Read-write transactions that commit only while the journal lets their writer write. Each reads
 * the phase, so none can commit after another phase is written. Safe for many threads.
 */
public final class MigrationTransactions {
  /** How long Spanner may abort one attempt again and again. */
  private static final Duration ABORTED = Duration.ofSeconds(30);

  private final BoundedTransactions transactions;
  private final MigrationWriter writer;
  private final Retries retries;

  public MigrationTransactions(DatabaseClient client, MigrationWriter writer, Retries retries) {
    this.transactions = new BoundedTransactions(client, ABORTED);
    this.writer = writer;
    this.retries = retries;
  }

  /**
   * @param work run again if Spanner aborts; must be idempotent, a failed attempt may have
   *     committed
   * @return what the last run of the work returned, its writes now durable
   * @throws dev.crossover.engine.target.WritesEndedException if the writer may not write now
   * @throws dev.crossover.contract.TargetException if Spanner goes on aborting
   * @throws com.google.cloud.spanner.SpannerException if Spanner refuses the work itself
   */
  public <T> T run(Function<TransactionContext, T> work) {
    AtomicReference<Phase> phase = new AtomicReference<>();
    T result = retries.call(() -> transactions.run(tx -> run(tx, work, phase)));
    writer.require(phase.get());
    return result;
  }

  private <T> T run(
      TransactionContext transaction,
      Function<TransactionContext, T> work,
      AtomicReference<Phase> phase) {
    phase.set(phase(transaction));
    return writer.mayWriteIn(phase.get()) ? work.apply(transaction) : null;
  }

  /**
   * A database holds one migration, so there is one row at most. Only the phase is read: renewals
   * of the lease do not stand in the way.
   */
  private static Phase phase(TransactionContext transaction) {
    try (ResultSet row = transaction.read(SpannerJournal.TABLE, KeySet.all(), List.of("phase"))) {
      return row.next() ? Phase.valueOf(row.getString(0)) : Phase.PLANNED;
    }
  }
}
