package dev.crossover.engine.schema;

import java.util.List;
import java.util.Optional;

/**
 * A table of the source.
 *
 * @param columns in source order
 * @param primaryKey empty if the table has none
 * @param uniques unique constraints, ordered by name
 * @param indexes every index that belongs to no constraint, ordered by name
 * @param partitions of a partitioned table, of every level, ordered by name; attaching or detaching
 *     one moves rows in or out that no change tells of
 * @param logged whether changes of the table are in the source's log
 * @param inheritsFrom tables whose rows include this table's rows (not for partitions)
 * @param inheritedBy tables whose rows are read together with this one's (not for partitions)
 */
public record SourceTable(
    TableName name,
    List<SourceColumn> columns,
    Optional<SourceKey> primaryKey,
    List<SourceKey> uniques,
    List<SourceForeignKey> foreignKeys,
    List<SourceIndex> indexes,
    List<SourceCheck> checks,
    boolean partitioned,
    List<TableName> partitions,
    boolean logged,
    ReplicaIdentity replicaIdentity,
    List<TableName> inheritsFrom,
    List<TableName> inheritedBy,
    Optional<String> comment) {

  /** What the source's log tells of the old row. */
  public enum ReplicaIdentity {
    DEFAULT,
    NOTHING,
    FULL,
    INDEX
  }

  /**
   * A primary key or unique constraint.
   *
   * @param nullsNotDistinct whether two NULLs count as equal
   */
  public record SourceKey(
      String name, List<String> columns, boolean deferrable, boolean nullsNotDistinct) {}

  /**
   * A reference to another table.
   *
   * @param columns in key order, matching {@code parentColumns}
   * @param validated whether existing rows are known to satisfy it
   */
  public record SourceForeignKey(
      String name,
      List<String> columns,
      TableName parent,
      List<String> parentColumns,
      Action onDelete,
      Action onUpdate,
      boolean matchFull,
      boolean validated) {

    /** What happens to the child when its parent goes or changes. */
    public enum Action {
      NO_ACTION,
      RESTRICT,
      CASCADE,
      SET_NULL,
      SET_DEFAULT
    }
  }

  /**
   * An index that belongs to no constraint.
   *
   * @param stored columns that are only kept with it
   * @param obstacle why it cannot be an index of the target; empty if it can
   * @param definition the statement that made it
   */
  public record SourceIndex(
      String name,
      List<IndexColumn> columns,
      List<String> stored,
      boolean unique,
      boolean nullsNotDistinct,
      Optional<String> obstacle,
      String definition) {}

  /** A key column of an index. */
  public record IndexColumn(String name, boolean descending) {}

  /**
   * A condition that every row satisfies.
   *
   * @param expression in the source's words
   * @param validated whether existing rows are known to satisfy it
   */
  public record SourceCheck(String name, String expression, boolean validated) {}

  public Optional<SourceColumn> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  SourceTable withoutComments() {
    return new SourceTable(
        name,
        columns.stream().map(SourceColumn::withoutComment).toList(),
        primaryKey,
        uniques,
        foreignKeys,
        indexes,
        checks,
        partitioned,
        partitions,
        logged,
        replicaIdentity,
        inheritsFrom,
        inheritedBy,
        Optional.empty());
  }
}
