package dev.crossover.targets.spanner.journal;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.TransactionContext;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.target.MigrationWriter;
import dev.crossover.engine.target.MigrationWrites;
import dev.crossover.targets.spanner.client.BoundedTransactions;
import dev.crossover.targets.spanner.client.Retries;
import dev.crossover.targets.spanner.client.SpannerErrors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Read-write transactions that commit only while the journal lets their writer write. Each reads
 * the migration and its phase, so none can commit after another phase is written, or for another
 * migration than the one that the target had when they were opened. Safe for many threads.
 */
public final class MigrationTransactions {
  /** How long Spanner may abort one attempt again and again. */
  private static final Duration ABORTED = Duration.ofSeconds(30);

  private static final List<String> PHASE_ALONE =
      List.of(JournalRow.MIGRATION_ID, JournalRow.PHASE);

  private static final List<String> WITH_EPOCH =
      List.of(JournalRow.MIGRATION_ID, JournalRow.PHASE, JournalRow.EPOCH);

  private final BoundedTransactions transactions;
  private final MigrationWrites writes;
  private final Retries retries;

  private MigrationTransactions(DatabaseClient client, MigrationWrites writes, Retries retries) {
    this.transactions = new BoundedTransactions(client, ABORTED);
    this.writes = writes;
    this.retries = retries;
  }

  /**
   * Transactions for the migration that the target has now.
   *
   * @param epoch the one at which they may write; empty if the writer's phases alone count
   * @throws dev.crossover.contract.TargetException if the journal cannot be read
   */
  public static MigrationTransactions open(
      DatabaseClient client, MigrationWriter writer, OptionalLong epoch, Retries retries) {
    try {
      MigrationWrites.Now now = retries.call(() -> now(client.singleUse(), WITH_EPOCH));
      return new MigrationTransactions(
          client, new MigrationWrites(writer, now.migrationId(), epoch), retries);
    } catch (SpannerException e) {
      throw SpannerErrors.cannot("read the journal", e);
    }
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
    AtomicReference<MigrationWrites.Now> now = new AtomicReference<>();
    T result = retries.call(() -> transactions.run(tx -> run(tx, work, now)));
    writes.require(now.get());
    return result;
  }

  /**
   * Commits mutations without reading what they replace.
   *
   * @param mutations idempotent: insert-or-update, replace or delete, for they may be applied twice
   * @throws dev.crossover.engine.target.WritesEndedException if the writer may not write now
   * @throws dev.crossover.contract.TargetException if Spanner goes on aborting
   * @throws com.google.cloud.spanner.SpannerException if Spanner refuses the mutations themselves
   */
  public void write(List<Mutation> mutations) {
    run(
        transaction -> {
          transaction.buffer(mutations);
          return mutations.size();
        });
  }

  private <T> T run(
      TransactionContext transaction,
      Function<TransactionContext, T> work,
      AtomicReference<MigrationWrites.Now> now) {
    now.set(now(transaction, writes.epoch().isPresent() ? WITH_EPOCH : PHASE_ALONE));
    return writes.areAllowed(now.get()) ? work.apply(transaction) : null;
  }

  /**
   * A database holds one migration, so there is one row at most. Only these columns are read:
   * renewals of the lease do not stand in the way.
   *
   * @param columns with the epoch only for who needs it, since others do not end with it
   */
  private static MigrationWrites.Now now(ReadContext reading, List<String> columns) {
    try (ResultSet row = reading.read(SpannerJournal.TABLE, KeySet.all(), columns)) {
      return row.next()
          ? new MigrationWrites.Now(
              Optional.of(row.getString(0)),
              Phase.valueOf(row.getString(1)),
              columns.equals(WITH_EPOCH) ? row.getLong(2) : 0)
          : new MigrationWrites.Now(Optional.empty(), Phase.PLANNED, 0);
    }
  }
}
