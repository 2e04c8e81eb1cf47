package dev.crossover.engine.bulk;

import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.TransactionContext;
import dev.crossover.engine.apply.ShadowTable;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.Retries;
import dev.crossover.engine.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;

/**
 * Commits rows while live apply may be at work on the same ones. A row that has a shadow row is
 * left alone: an event of its key is applied already, and every event holds the whole row.
 */
final class ShadowedCommit implements RowCommit {
  private final TargetDatabase target;
  private final String shadowTablePrefix;
  private final Retries retries = Retries.standard();

  ShadowedCommit(TargetDatabase target, String shadowTablePrefix) {
    this.target = target;
    this.shadowTablePrefix = shadowTablePrefix;
  }

  @Override
  public void commit(List<LoadedRow> rows) {
    retries.call(
        () ->
            target
                .client()
                .readWriteTransaction()
                .run(
                    transaction -> {
                      for (LoadedRow row : rows) {
                        if (!isSuperseded(transaction, row)) {
                          transaction.buffer(row.mutation());
                        }
                      }
                      return rows.size();
                    }));
  }

  private boolean isSuperseded(TransactionContext transaction, LoadedRow row) {
    TargetTable table = row.table();
    ShadowTable shadow = ShadowTable.of(table, shadowTablePrefix);
    List<String> conditions = new ArrayList<>();
    for (String column : shadow.keyColumns()) {
      conditions.add("`%s` = @k%d".formatted(column, conditions.size()));
    }
    Statement.Builder query =
        Statement.newBuilder(
            "SELECT 1 FROM `%s` WHERE %s"
                .formatted(shadow.name(), String.join(" AND ", conditions)));
    for (int i = 0; i < conditions.size(); i++) {
      query.bind("k" + i).to(row.value(table.sourceKey().get(i)));
    }
    try (ResultSet found = transaction.executeQuery(query.build())) {
      return found.next();
    }
  }
}
