package dev.crossover.engine.bulk;

import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.ApplyTransaction;
import dev.crossover.engine.target.ApplyTransaction.Writes;
import dev.crossover.engine.target.ApplyTransactions;
import dev.crossover.engine.target.RowWriter;
import dev.crossover.engine.target.TargetKey;
import dev.crossover.engine.target.TargetRow;
import dev.crossover.engine.target.TargetValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes rows while live apply may be at work on the same ones. A row that has a shadow row is left
 * alone: an event of its key is applied already, and every event holds the whole row.
 */
final class UntouchedRows implements RowWriter {
  private final ApplyTransactions target;
  private final TargetValues values;

  UntouchedRows(ApplyTransactions target, TargetValues values) {
    this.target = target;
    this.values = values;
  }

  @Override
  public void write(List<TargetRow> rows) {
    target.run(
        transaction -> {
          Set<TargetKey> touched = touched(transaction, rows);
          List<TargetRow> untouched =
              rows.stream().filter(row -> !touched.contains(sourceKey(row))).toList();
          transaction.write(new Writes(List.of(), untouched, List.of()));
          return untouched.size();
        });
  }

  private Set<TargetKey> touched(ApplyTransaction transaction, List<TargetRow> rows) {
    Map<TargetTable, List<TargetKey>> keys = new LinkedHashMap<>();
    for (TargetRow row : rows) {
      keys.computeIfAbsent(row.table(), table -> new ArrayList<>()).add(sourceKey(row));
    }
    Set<TargetKey> touched = new HashSet<>();
    keys.forEach((table, all) -> touched.addAll(transaction.shadowRows(table, all).keySet()));
    return touched;
  }

  private TargetKey sourceKey(TargetRow row) {
    return values.key(
        row.table().name(), row.table().sourceKey().stream().map(row.values()::get).toList());
  }
}
