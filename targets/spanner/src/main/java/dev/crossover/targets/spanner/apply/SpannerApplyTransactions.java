package dev.crossover.targets.spanner.apply;

import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.TransactionContext;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.ApplyTransaction;
import dev.crossover.engine.target.ApplyTransactions;
import dev.crossover.engine.target.ShadowRow;
import dev.crossover.engine.target.TargetKey;
import dev.crossover.targets.spanner.journal.MigrationTransactions;
import dev.crossover.targets.spanner.rows.Refusals;
import dev.crossover.targets.spanner.rows.RowMutations;
import dev.crossover.targets.spanner.rows.SpannerRowLookup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Read-write transactions over rows and shadow tables. */
public final class SpannerApplyTransactions implements ApplyTransactions {
  private final MigrationTransactions transactions;
  private final String shadowTablePrefix;

  /**
   * @param transactions of live apply
   * @param shadowTablePrefix see {@link ShadowTable#of}
   */
  public SpannerApplyTransactions(MigrationTransactions transactions, String shadowTablePrefix) {
    this.transactions = transactions;
    this.shadowTablePrefix = shadowTablePrefix;
  }

  @Override
  public <T> T run(Function<ApplyTransaction, T> work) {
    AtomicBoolean wrote = new AtomicBoolean();
    try {
      return transactions.run(transaction -> work.apply(new OpenTransaction(transaction, wrote)));
    } catch (SpannerException e) {
      String what = "apply changes to the target";
      // An error before the first write cannot be about the rows.
      throw wrote.get() ? Refusals.of(what, e) : Refusals.failure(what, e);
    }
  }

  /** A transaction that is running. */
  private final class OpenTransaction implements ApplyTransaction {
    private final TransactionContext transaction;
    private final AtomicBoolean wrote;

    OpenTransaction(TransactionContext transaction, AtomicBoolean wrote) {
      this.transaction = transaction;
      this.wrote = wrote;
    }

    @Override
    public Map<TargetKey, List<TargetKey>> find(
        String table, List<String> columns, Collection<TargetKey> wanted, List<String> select) {
      return SpannerRowLookup.find(transaction, table, columns, wanted, select);
    }

    @Override
    public Map<TargetKey, ShadowRow> shadowRows(TargetTable table, Collection<TargetKey> keys) {
      return ShadowTable.of(table, shadowTablePrefix).read(transaction, keys);
    }

    @Override
    public void write(Writes writes) {
      List<Mutation> mutations = new ArrayList<>();
      writes.deletes().forEach(key -> mutations.add(RowMutations.delete(key)));
      writes.rows().forEach(row -> mutations.add(RowMutations.upsert(row)));
      writes
          .shadowRows()
          .forEach(row -> mutations.add(ShadowTable.of(row.table(), shadowTablePrefix).write(row)));
      transaction.buffer(mutations);
      wrote.set(true);
    }
  }
}
