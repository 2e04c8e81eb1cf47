package dev.crossover.engine.verify;

import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns of a table that are compared, and those that cannot be.
 *
 * @param keyIndexes where the source's key columns stand in {@code columns}, in key order
 * @param skipped target names of columns whose comparison is not defined
 */
record ComparedTable(
    TargetTable table, List<SourceColumn> columns, List<Integer> keyIndexes, List<String> skipped) {

  static ComparedTable of(TargetTable table) {
    List<SourceColumn> columns = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (TargetColumn column : table.columns()) {
      SourceColumn.of(column).ifPresentOrElse(columns::add, () -> skipped.add(described(column)));
    }
    List<String> names = columns.stream().map(column -> column.column().name()).toList();
    List<Integer> keyIndexes = table.sourceKey().stream().map(names::indexOf).toList();
    return new ComparedTable(table, columns, keyIndexes, skipped);
  }

  private static String described(TargetColumn column) {
    return "%s (%s to %s)"
        .formatted(column.name(), column.sourceType().declared(), column.type().ddl());
  }

  /** Why the table cannot be compared at all. */
  Optional<String> refusal() {
    if (keyIndexes.isEmpty()) {
      return Optional.of("the table has no key");
    }
    return keyIndexes.contains(-1)
        ? Optional.of("a key column cannot be compared: " + String.join(", ", skipped))
        : Optional.empty();
  }

  List<SourceColumn> keyColumns() {
    return keyIndexes.stream().map(columns::get).toList();
  }

  List<String> targetNames() {
    return columns.stream().map(column -> column.column().name()).toList();
  }

  /** Whether Spanner stores the rows in the order of the source's key. */
  boolean storedInKeyOrder() {
    return table.primaryKey().equals(table.sourceKey());
  }

  boolean hasGeneratedColumn() {
    return table.columns().stream().anyMatch(TargetColumn::generated);
  }
}
