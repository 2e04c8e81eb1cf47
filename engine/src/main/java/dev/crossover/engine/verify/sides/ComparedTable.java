package dev.crossover.engine.verify.sides;

import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The columns of a table that are compared, and those that cannot be.
 *
 * @param keyIndexes where the source's key columns stand in {@code columns}, in key order
 * @param skipped columns whose comparison is not defined
 */
public record ComparedTable(
    TargetTable table,
    List<TargetColumn> columns,
    List<Integer> keyIndexes,
    List<TargetColumn> skipped) {
  public ComparedTable {
    columns = List.copyOf(columns);
    keyIndexes = List.copyOf(keyIndexes);
    skipped = List.copyOf(skipped);
  }

  /** The table with the columns that can be compared with this source. */
  public static ComparedTable of(TargetTable table, ComparedSource source) {
    List<TargetColumn> columns = new ArrayList<>();
    List<TargetColumn> skipped = new ArrayList<>();
    for (TargetColumn column : table.columns()) {
      (source.comparable(column) ? columns : skipped).add(column);
    }
    List<String> names = columns.stream().map(TargetColumn::name).toList();
    List<Integer> keyIndexes = table.sourceKey().stream().map(names::indexOf).toList();
    return new ComparedTable(table, columns, keyIndexes, skipped);
  }

  /** Why the table cannot be compared at all. */
  public Optional<String> refusal(ComparedTarget target) {
    if (keyIndexes.isEmpty()) {
      return Optional.of("the table has no key");
    }
    return keyIndexes.contains(-1)
        ? Optional.of("a key column cannot be compared: " + skippedNames(target))
        : Optional.empty();
  }

  /** The skipped columns and their types on both sides, for messages; empty if there are none. */
  public String skippedNames(ComparedTarget target) {
    return skipped.stream()
        .map(
            column ->
                "%s (%s to %s)"
                    .formatted(
                        column.name(), column.sourceType().declared(), target.typeName(column)))
        .collect(Collectors.joining(", "));
  }

  /** The same rows without the columns that are no part of the source's key. */
  public ComparedTable keysOnly() {
    return new ComparedTable(
        table, keyColumns(), IntStream.range(0, keyIndexes.size()).boxed().toList(), List.of());
  }

  /** The columns of the source's key, in its order. */
  public List<TargetColumn> keyColumns() {
    return keyIndexes.stream().map(columns::get).toList();
  }

  /** The target names of the compared columns. */
  public List<String> targetNames() {
    return columns.stream().map(TargetColumn::name).toList();
  }

  /** Whether the target's key is the source's key. */
  public boolean storedInKeyOrder() {
    return table.primaryKey().equals(table.sourceKey());
  }

  /** Whether the target computes a column of the table. */
  public boolean hasGeneratedColumn() {
    return table.columns().stream().anyMatch(TargetColumn::generated);
  }
}
