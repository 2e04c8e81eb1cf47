package dev.crossover.engine.apply;

import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.rows.UnconvertibleValueException;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.RowLookup;
import dev.crossover.engine.target.TargetKey;
import dev.crossover.engine.target.TargetValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How the changes of one source table become keys and rows of its target table. */
final class TableMapping {
  private final TargetTable table;
  private final TargetValues values;
  private final List<TargetColumn> sourceKey;
  private final List<TargetColumn> written;
  private final Set<String> knownColumns;
  private final boolean rekeyed;

  TableMapping(TargetTable table, TargetValues values) {
    this.table = table;
    this.values = values;
    this.sourceKey = table.sourceKeyColumns();
    this.written = table.writtenColumns();
    this.knownColumns = new HashSet<>(table.skippedColumns());
    table.columns().forEach(column -> knownColumns.add(column.source()));
    this.rekeyed = !table.primaryKey().equals(table.sourceKey());
  }

  TargetTable table() {
    return table;
  }

  /** Whether the target's key is not the source's, so that a change can move a row. */
  boolean isRekeyed() {
    return rekeyed;
  }

  /**
   * @throws UnmappedChangeException if the change lacks a key column
   * @throws UnconvertibleValueException if the target cannot hold a value of the key
   */
  TargetKey sourceKey(ChangeEvent event) {
    List<Object> key = new ArrayList<>(sourceKey.size());
    for (TargetColumn column : sourceKey) {
      key.add(convert(column, event, "its key column"));
      if (event.values().get(column.source()) == null) {
        throw new UnmappedChangeException(
            "the key column " + column.source() + " of " + table.source() + " is NULL");
      }
    }
    return values.key(table.name(), key);
  }

  /**
   * The row that an upsert leaves behind, by target column.
   *
   * @throws UnmappedChangeException if the change lacks a column, or has one that is not moved
   * @throws UnconvertibleValueException if the target cannot hold a value
   */
  Map<String, Object> row(ChangeEvent event) {
    for (String column : event.values().keySet()) {
      if (!knownColumns.contains(column)) {
        throw new UnmappedChangeException(
            "the table %s has no column %s in the target schema; drop the column from the source again and retry, which takes the row as the source has it then; or, if nobody needs its values, skip it in the mapping file, run the schema step and retry"
                .formatted(table.source(), column));
      }
    }
    Map<String, Object> row = new LinkedHashMap<>();
    for (TargetColumn column : written) {
      row.put(column.name(), convert(column, event, "the column"));
    }
    return row;
  }

  private Object convert(TargetColumn column, ChangeEvent event, String what) {
    Object value = event.values().get(column.source());
    if (value == null && !event.values().containsKey(column.source())) {
      throw new UnmappedChangeException(
          "a change of %s comes without %s %s; see that the source logs whole rows and the stream knows the column's type, then retry"
              .formatted(table.source(), what, column.source()));
    }
    return values.convert(column, value);
  }

  /**
   * Where rows of these source keys are that no change has touched yet. Only the bulk load can have
   * written them.
   */
  Map<TargetKey, List<TargetKey>> findRows(RowLookup target, List<TargetKey> keys) {
    if (rekeyed) {
      return target.find(table.name(), table.sourceKey(), keys, table.primaryKey());
    }
    Map<TargetKey, List<TargetKey>> rows = new HashMap<>();
    keys.forEach(key -> rows.put(key, List.of(key)));
    return rows;
  }

  /** The row's values in these columns as a key; empty if one of them is NULL or not written. */
  Optional<TargetKey> key(List<String> columns, Map<String, Object> row) {
    List<Object> key = columns.stream().map(row::get).toList();
    return key.stream().allMatch(Objects::nonNull)
        ? Optional.of(values.key(table.name(), key))
        : Optional.empty();
  }

  /** The target's key of a row that {@link #row} made. */
  TargetKey targetKey(Map<String, Object> row) {
    return values.key(table.name(), table.primaryKey().stream().map(row::get).toList());
  }
}
