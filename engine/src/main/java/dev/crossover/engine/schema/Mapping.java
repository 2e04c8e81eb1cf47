package dev.crossover.engine.schema;

import java.util.Map;
import java.util.Optional;

/**
 * What the user wants otherwise than the default mapping.
 *
 * @param tables what to change, by source table
 */
public record Mapping(Map<TableName, OfTable> tables) {
  /** Changes nothing. */
  public static final Mapping NONE = new Mapping(Map.of());

  public Mapping {
    tables = Map.copyOf(tables);
  }

  /**
   * The wishes for one table.
   *
   * @param interleaveIn the source name of the table whose rows shall hold this table's rows
   */
  public record OfTable(
      Optional<String> rename,
      boolean skip,
      Optional<TableName> interleaveIn,
      Map<String, OfColumn> columns) {
    static final OfTable NONE = new OfTable(Optional.empty(), false, Optional.empty(), Map.of());

    public OfTable {
      columns = Map.copyOf(columns);
    }

    public OfColumn column(String source) {
      return columns.getOrDefault(source, OfColumn.NONE);
    }
  }

  /**
   * The wishes for one column.
   *
   * @param type the target type, as the user wrote it
   * @param generatedAs the target expression of a generated column whose own cannot be translated
   */
  public record OfColumn(
      Optional<String> rename, Optional<String> type, boolean skip, Optional<String> generatedAs) {
    static final OfColumn NONE =
        new OfColumn(Optional.empty(), Optional.empty(), false, Optional.empty());
  }

  public OfTable table(TableName source) {
    return tables.getOrDefault(source, OfTable.NONE);
  }
}
