package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.TargetColumn;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A table of the target while it is planned.
 *
 * @param primaryKey target column names
 * @param sourceKey target column names of the source's key
 * @param parent the draft of the table that it is interleaved in
 */
record TableDraft(
    SourceTable source,
    String name,
    List<ColumnDraft> columns,
    List<String> primaryKey,
    List<String> sourceKey,
    Optional<TableDraft> parent) {

  /**
   * A column of the target while it is planned.
   *
   * @param generatedAs the expression that the mapping file gives to a generated column
   */
  record ColumnDraft(SourceColumn source, TargetColumn target, Optional<String> generatedAs) {}

  /** The draft of a source column; empty if it is not moved. */
  Optional<ColumnDraft> bySource(String column) {
    return columns.stream().filter(draft -> draft.source().name().equals(column)).findFirst();
  }

  Optional<TargetColumn> targetOf(String sourceColumn) {
    return bySource(sourceColumn).map(ColumnDraft::target);
  }

  /** Whether rows of the source's table change without a line in its log. */
  boolean hasUnloggedChanges() {
    return source.movement().unlogged().occur();
  }

  /** Source names of the columns that stay behind. */
  List<String> skippedColumns() {
    return source.columns().stream()
        .map(SourceColumn::name)
        .filter(column -> bySource(column).isEmpty())
        .toList();
  }

  TargetColumn column(String targetName) {
    return columns.stream()
        .map(ColumnDraft::target)
        .filter(column -> column.name().equals(targetName))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(name + " has no column " + targetName));
  }
}
