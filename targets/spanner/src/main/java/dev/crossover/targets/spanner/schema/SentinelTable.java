package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import java.util.List;
import java.util.Optional;

/** The target's table of the sentinels; it belongs to every target schema. */
public final class SentinelTable {
  public static final String NAME = "crossover_sentinel";

  private SentinelTable() {}

  /**
   * @param source the sentinel table of the source
   */
  public static TargetTable of(SourceTable source) {
    List<TargetColumn> columns =
        source.columns().stream()
            .map(
                column ->
                    new TargetColumn(
                        column.name(),
                        column.type(),
                        column.name(),
                        TypeChoice.usual(column.type().type()).portable(),
                        column.nullable(),
                        false))
            .toList();
    List<String> key = source.primaryKey().orElseThrow().columns();
    return new TargetTable(
        source.name(), NAME, columns, key, key, List.of(), Optional.empty(), 0, columns.size());
  }
}
