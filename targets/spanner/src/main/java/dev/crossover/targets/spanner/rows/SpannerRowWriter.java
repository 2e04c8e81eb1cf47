package dev.crossover.targets.spanner.rows;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.SpannerException;
import dev.crossover.engine.target.MigrationWriter;
import dev.crossover.engine.target.RowWriter;
import dev.crossover.engine.target.TargetRow;
import dev.crossover.targets.spanner.client.Retries;
import dev.crossover.targets.spanner.journal.MigrationTransactions;
import java.util.List;

/** Commits rows of the bulk load without reading them first. */
public final class SpannerRowWriter implements RowWriter {
  private final MigrationTransactions transactions;

  public SpannerRowWriter(DatabaseClient client, Retries retries) {
    this.transactions = new MigrationTransactions(client, MigrationWriter.BULK_LOAD, retries);
  }

  @Override
  public void write(List<TargetRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<Mutation> mutations = rows.stream().map(RowMutations::upsert).toList();
    try {
      transactions.run(
          transaction -> {
            transaction.buffer(mutations);
            return mutations.size();
          });
    } catch (SpannerException e) {
      TargetRow last = rows.get(rows.size() - 1);
      throw Refusals.of("write rows of " + last.table().source(), e);
    }
  }
}
