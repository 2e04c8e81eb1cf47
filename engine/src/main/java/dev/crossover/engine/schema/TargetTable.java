package dev.crossover.engine.schema;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A table of the target and how the source fills it.
 *
 * @param columns in source order, generated ones included
 * @param primaryKey target column names in the order of the target's key
 * @param sourceKey target column names of the columns that are the source's key, in its order; the
 *     same as {@code primaryKey} unless the mapping interleaves the table under a parent
 * @param level 0 for a table without parents, else one more than its highest parent; foreign keys
 *     that come after cutover do not count
 * @param cellsPerRow what one row counts in a commit: its columns plus the columns of its indexes
 * @param skippedColumns source names of the columns that the mapping leaves behind on purpose; any
 *     other column that a change carries and the target lacks is an error
 * @param unlogged what the change stream cannot bring; by target columns
 */
public record TargetTable(
    TableName source,
    String name,
    List<TargetColumn> columns,
    List<String> primaryKey,
    List<String> sourceKey,
    List<TargetForeignKey> foreignKeys,
    Optional<String> interleavedIn,
    int level,
    int cellsPerRow,
    List<String> skippedColumns,
    UnloggedChanges unlogged) {

  /** A table all of whose columns are moved, and whose changes are all in the source's log. */
  public TargetTable(
      TableName source,
      String name,
      List<TargetColumn> columns,
      List<String> primaryKey,
      List<String> sourceKey,
      List<TargetForeignKey> foreignKeys,
      Optional<String> interleavedIn,
      int level,
      int cellsPerRow) {
    this(
        source,
        name,
        columns,
        primaryKey,
        sourceKey,
        foreignKeys,
        interleavedIn,
        level,
        cellsPerRow,
        List.of(),
        UnloggedChanges.NONE);
  }

  /** The same table with changes that the source's log does not have. */
  public TargetTable with(UnloggedChanges changes) {
    return new TargetTable(
        source,
        name,
        columns,
        primaryKey,
        sourceKey,
        foreignKeys,
        interleavedIn,
        level,
        cellsPerRow,
        skippedColumns,
        changes);
  }

  /**
   * @throws NoSuchElementException if the table has no such target column
   */
  public TargetColumn column(String targetName) {
    return columns.stream()
        .filter(column -> column.name().equals(targetName))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(name + " has no column " + targetName));
  }

  /** The columns that are written: all but the generated ones. */
  public List<TargetColumn> writtenColumns() {
    return columns.stream().filter(column -> !column.generated()).toList();
  }

  /** The columns of the source's key, in its order. */
  public List<TargetColumn> sourceKeyColumns() {
    return sourceKey.stream().map(this::column).toList();
  }

  /** The columns of the target's key, in its order. */
  public List<TargetColumn> primaryKeyColumns() {
    return primaryKey.stream().map(this::column).toList();
  }
}
