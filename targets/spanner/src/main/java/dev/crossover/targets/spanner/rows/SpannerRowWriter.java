package dev.crossover.targets.spanner.rows;

import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.SpannerException;
import dev.crossover.engine.target.RowWriter;
import dev.crossover.engine.target.TargetRow;
import dev.crossover.targets.spanner.journal.MigrationTransactions;
import java.util.List;

/** Commits rows of the bulk load without reading them first. */
public final class SpannerRowWriter implements RowWriter {
  private final MigrationTransactions transactions;

  /**
   * @param transactions of the bulk load
   */
  public SpannerRowWriter(MigrationTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void write(List<TargetRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<Mutation> mutations = rows.stream().map(RowMutations::upsert).toList();
    try {
      transactions.write(mutations);
    } catch (SpannerException e) {
      TargetRow last = rows.get(rows.size() - 1);
      throw Refusals.of("write rows of " + last.table().source(), e);
    }
  }
}
