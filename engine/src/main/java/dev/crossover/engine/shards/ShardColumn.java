package dev.crossover.engine.shards;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.SourceTable.IndexColumn;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey;
import dev.crossover.engine.schema.SourceTable.SourceIndex;
import dev.crossover.engine.schema.SourceTable.SourceKey;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.SourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The column that holds the name of a row's shard. No shard has it; it is the first column of every
 * table of the whole source, and of every key, foreign key and unique index.
 *
 * @param name of the column, which no table of a shard has
 */
public record ShardColumn(String name) {
  /** The most characters of a shard's name. */
  public static final int LONGEST_NAME = 16;

  private static final SourceType TYPE =
      new SourceType("shard", "the name of a shard", PortableType.text(LONGEST_NAME));

  /** The table as the whole source has it. */
  SourceTable in(SourceTable table) {
    if (table.columns().stream().anyMatch(column -> column.name().equalsIgnoreCase(name))) {
      throw new SourceException(
          "table %s has a column %s of its own, which cannot hold the names of shards; set shard_id_column to a name that no column has"
              .formatted(table.name(), name));
    }
    List<SourceColumn> columns = new ArrayList<>(List.of(column()));
    columns.addAll(table.columns());
    return new SourceTable(
        table.name(),
        columns,
        table.primaryKey().map(this::in),
        table.uniques().stream().map(this::in).toList(),
        table.foreignKeys().stream().map(this::in).toList(),
        table.indexes().stream().map(this::in).toList(),
        table.checks(),
        table.partitions(),
        table.movement(),
        table.comment());
  }

  private SourceColumn column() {
    return new SourceColumn(
        name,
        TYPE,
        false,
        SourceColumn.Fill.NONE,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private SourceKey in(SourceKey key) {
    return new SourceKey(
        key.name(), before(key.columns()), key.deferrable(), key.nullsNotDistinct());
  }

  private SourceForeignKey in(SourceForeignKey key) {
    return new SourceForeignKey(
        key.name(),
        before(key.columns()),
        key.parent(),
        before(key.parentColumns()),
        key.onDelete(),
        key.onUpdate(),
        key.matchFull(),
        key.obstacle());
  }

  /** What is unique is so in its shard only; other indexes serve as they are. */
  private SourceIndex in(SourceIndex index) {
    return index.unique()
        ? new SourceIndex(
            index.name(),
            Stream.concat(Stream.of(new IndexColumn(name, false)), index.columns().stream())
                .toList(),
            index.stored(),
            true,
            index.nullsNotDistinct(),
            index.obstacle(),
            index.definition())
        : index;
  }

  private List<String> before(List<String> columns) {
    return Stream.concat(Stream.of(name), columns.stream()).toList();
  }

  /** The table as a shard knows it. */
  TargetTable without(TargetTable table) {
    Optional<String> target =
        table.columns().stream().filter(this::is).map(TargetColumn::name).findFirst();
    return new TargetTable(
        table.source(),
        table.name(),
        table.columns().stream().filter(column -> !is(column)).toList(),
        without(table.primaryKey(), target),
        without(table.sourceKey(), target),
        table.foreignKeys(),
        table.interleavedIn(),
        table.level(),
        table.cellsPerRow(),
        table.skippedColumns(),
        table.unlogged());
  }

  private static List<String> without(List<String> key, Optional<String> column) {
    return key.stream().filter(name -> !column.equals(Optional.of(name))).toList();
  }

  boolean is(TargetColumn column) {
    return column.source().equals(name);
  }

  /** The text of values of the whole source: a shard's name is its own. */
  static SourceText text(SourceText ofShard) {
    return (value, type) -> type.equals(TYPE) ? (String) value : ofShard.of(value, type);
  }
}
