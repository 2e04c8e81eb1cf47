package dev.crossover.engine.verify.sides;

import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of one table of one side. */
final class InMemoryRows {
  private final TargetTable table;
  private final List<String> key;
  private final Map<ComparedKey, Map<String, Object>> rows;

  /**
   * @param key target names of the columns of which no two rows have the same values
   */
  InMemoryRows(TargetTable table, List<String> key) {
    this(table, key, new TreeMap<>());
  }

  private InMemoryRows(
      TargetTable table, List<String> key, Map<ComparedKey, Map<String, Object>> rows) {
    this.table = table;
    this.key = key;
    this.rows = rows;
  }

  int size() {
    return rows.size();
  }

  InMemoryRows copy() {
    return new InMemoryRows(table, key, new TreeMap<>(rows));
  }

  /**
   * @param values one for each column of the table; replaces the row with the same key
   */
  void put(Object... values) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      row.put(table.columns().get(i).name(), values[i]);
    }
    rows.put(keyOf(row, key), row);
  }

  void remove(Object... keyValues) {
    rows.remove(new ComparedKey(Arrays.stream(keyValues).map(PortableValues::key).toList()));
  }

  private static ComparedKey keyOf(Map<String, Object> row, List<String> columns) {
    return new ComparedKey(
        columns.stream().map(column -> PortableValues.key(row.get(column))).toList());
  }

  /** The rows with source keys of {@code [from, to)}, in their order. */
  List<EncodedRow> range(
      ComparedTable compared, Optional<ComparedKey> from, Optional<ComparedKey> to) {
    return bySourceKey(compared).entrySet().stream()
        .filter(entry -> from.isEmpty() || entry.getKey().compareTo(from.get()) >= 0)
        .filter(entry -> to.isEmpty() || entry.getKey().compareTo(to.get()) < 0)
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  Map<ComparedKey, List<EncodedRow>> bySourceKey(ComparedTable compared) {
    List<String> sourceKey = compared.keyColumns().stream().map(TargetColumn::name).toList();
    Map<ComparedKey, List<EncodedRow>> encoded = new TreeMap<>();
    for (Map<String, Object> row : rows.values()) {
      List<byte[]> values =
          compared.targetNames().stream().map(row::get).map(PortableValues::encode).toList();
      ComparedKey own = keyOf(row, sourceKey);
      encoded.computeIfAbsent(own, none -> new ArrayList<>()).add(new EncodedRow(own, values));
    }
    return encoded;
  }

  /** A cursor over rows that are all there. */
  static RowCursor cursor(List<EncodedRow> rows) {
    Iterator<EncodedRow> each = rows.iterator();
    return new RowCursor() {
      @Override
      public boolean hasNext() {
        return each.hasNext();
      }

      @Override
      public EncodedRow next() {
        return each.next();
      }

      @Override
      public void close() {}
    };
  }
}
