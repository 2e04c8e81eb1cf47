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
 *     one moves rows in or out without a change event
 * @param movement how the source keeps and logs the table
 */
public record SourceTable(
    TableName name,
    List<SourceColumn> columns,
    Optional<SourceKey> primaryKey,
    List<SourceKey> uniques,
    List<SourceForeignKey> foreignKeys,
    List<SourceIndex> indexes,
    List<SourceCheck> checks,
    List<TableName> partitions,
    Movement movement,
    Optional<String> comment) {

  /**
   * What a source knows about moving one of its tables, in words for the user.
   *
   * @param traits everything about how the source keeps and logs the table that decides how its
   *     rows are moved; when one changes, the table counts as altered
   * @param obstacles why the table cannot be moved as it is
   * @param notes what is otherwise once the table is moved
   * @param keyRemedy how to give the table a primary key; empty if it has one
   * @param unlogged what the change stream cannot bring; by source columns
   */
  public record Movement(
      List<String> traits,
      List<Obstacle> obstacles,
      List<String> notes,
      String keyRemedy,
      UnloggedChanges unlogged) {
    /** A table that nothing need be said about. */
    public static final Movement PLAIN = new Movement(List.of(), List.of(), List.of(), "");

    /** A table all of whose changes are in the log. */
    public Movement(
        List<String> traits, List<Obstacle> obstacles, List<String> notes, String keyRemedy) {
      this(traits, obstacles, notes, keyRemedy, UnloggedChanges.NONE);
    }

    public Movement {
      traits = List.copyOf(traits);
      obstacles = List.copyOf(obstacles);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Something that stops a table from being moved as it is.
   *
   * @param found what was found
   * @param allowed what would be accepted
   * @param remedy what to do
   */
  public record Obstacle(String found, String allowed, String remedy) {}

  /**
   * A primary key or unique constraint.
   *
   * @param deferrable whether rows may break it until their transaction ends
   * @param nullsNotDistinct whether two NULLs count as equal
   */
  public record SourceKey(
      String name, List<String> columns, boolean deferrable, boolean nullsNotDistinct) {}

  /**
   * A reference to another table.
   *
   * @param columns in key order, matching {@code parentColumns}
   * @param obstacle why it cannot be a foreign key of the target, such as that existing rows may
   *     break it; empty if it can
   */
  public record SourceForeignKey(
      String name,
      List<String> columns,
      TableName parent,
      List<String> parentColumns,
      Action onDelete,
      Action onUpdate,
      boolean matchFull,
      Optional<String> obstacle) {

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
   * @param obstacle why it is no plain index of columns; empty if it is one
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
   * @param text in the source's words
   * @param expression what the text means; empty if it may mean something else in the target
   * @param obstacle why it cannot be a check of the target, such as that existing rows may break
   *     it; empty if it can
   */
  public record SourceCheck(
      String name, String text, Optional<Expression> expression, Optional<String> obstacle) {}

  public SourceTable {
    columns = List.copyOf(columns);
    uniques = List.copyOf(uniques);
    foreignKeys = List.copyOf(foreignKeys);
    indexes = List.copyOf(indexes);
    checks = List.copyOf(checks);
    partitions = List.copyOf(partitions);
  }

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
        partitions,
        movement,
        Optional.empty());
  }
}
