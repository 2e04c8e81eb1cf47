package dev.crossover.engine.apply;

import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.rows.UnconvertibleValueException;
import dev.crossover.engine.rows.ValueConversion;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the changes of one source table become keys and rows of its target table. */
final class TableMapping {
  private final TargetTable table;
  private final ShadowTable shadow;
  private final List<TargetColumn> sourceKey;
  private final List<TargetColumn> written;
  private final Set<String> knownColumns;
  private final boolean rekeyed;

  TableMapping(TargetTable table, String shadowPrefix) {
    this.table = table;
    this.shadow = ShadowTable.of(table, shadowPrefix);
    this.sourceKey = table.sourceKeyColumns();
    this.written = table.writtenColumns();
    this.knownColumns = new HashSet<>(table.skippedColumns());
    table.columns().forEach(column -> knownColumns.add(column.source()));
    this.rekeyed = !table.primaryKey().equals(table.sourceKey());
  }

  TargetTable table() {
    return table;
  }

  ShadowTable shadow() {
    return shadow;
  }

  /** Whether the target's key is not the source's, so that a change can move a row. */
  boolean isRekeyed() {
    return rekeyed;
  }

  /**
   * @throws UnmappedChangeException if the change lacks a key column
   * @throws UnconvertibleValueException if the target cannot hold a value of the key
   */
  RowKey sourceKey(ChangeEvent event) {
    List<Value> values = new ArrayList<>(sourceKey.size());
    for (TargetColumn column : sourceKey) {
      values.add(convert(column, event, "its key column"));
      if (event.values().get(column.source()) == null) {
        throw new UnmappedChangeException(
            "the key column " + column.source() + " of " + table.source() + " is NULL");
      }
    }
    return RowKey.of(table.name(), values);
  }

  /**
   * The row that an upsert leaves behind, by target column.
   *
   * @throws UnmappedChangeException if the change lacks a column, or has one that is not moved
   * @throws UnconvertibleValueException if the target cannot hold a value
   */
  Map<String, Value> row(ChangeEvent event) {
    for (String column : event.values().keySet()) {
      if (!knownColumns.contains(column)) {
        throw new UnmappedChangeException(
            "the table %s has no column %s in the target schema; add the column to both sides and run the schema step, or skip it in the mapping file, then retry"
                .formatted(table.source(), column));
      }
    }
    Map<String, Value> row = new LinkedHashMap<>();
    for (TargetColumn column : written) {
      row.put(column.name(), convert(column, event, "the column"));
    }
    return row;
  }

  private Value convert(TargetColumn column, ChangeEvent event, String what) {
    Object value = event.values().get(column.source());
    if (value == null && !event.values().containsKey(column.source())) {
      throw new UnmappedChangeException(
          "a change of %s comes without %s %s; see that the source logs whole rows, then retry"
              .formatted(table.source(), what, column.source()));
    }
    return ValueConversion.convert(column, value);
  }

  /**
   * Where rows of these source keys are that no change has touched yet. Only the bulk load can have
   * written them.
   */
  Map<RowKey, List<RowKey>> findRows(ReadContext context, List<RowKey> keys) {
    Map<RowKey, List<RowKey>> rows = new HashMap<>();
    if (!rekeyed) {
      keys.forEach(key -> rows.put(key, List.of(key)));
      return rows;
    }
    RowLookup.find(
        context,
        table.name(),
        table.sourceKey(),
        keys,
        table.primaryKey(),
        (key, values) ->
            rows.computeIfAbsent(key, none -> new ArrayList<>())
                .add(RowKey.of(table.name(), values)));
    return rows;
  }

  /** The target's key of a row that {@link #row} made. */
  RowKey targetKey(Map<String, Value> row) {
    return RowKey.of(table.name(), table.primaryKey().stream().map(row::get).toList());
  }
}
