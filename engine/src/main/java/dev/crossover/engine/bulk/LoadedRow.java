package dev.crossover.engine.bulk;

import dev.crossover.engine.rows.Row;
import dev.crossover.engine.rows.UnconvertibleValueException;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.TargetRow;
import dev.crossover.engine.target.TargetValues;
import dev.crossover.engine.types.Bytes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of the source and what the target gets of it.
 *
 * @param bytes about how many its values take
 */
record LoadedRow(Row source, TargetRow target, long bytes) {
  /** What a number, a date or a timestamp takes, and at least what any value takes. */
  private static final int FIXED_BYTES = 8;

  /** The most bytes that a character of a Java string takes in UTF-8. */
  private static final int CHARACTER_BYTES = 3;

  /**
   * @throws UnconvertibleValueException if the target cannot hold one of the values
   */
  static LoadedRow of(TargetTable table, Row row, TargetValues conversion) {
    List<TargetColumn> columns = table.writtenColumns();
    Map<String, Object> values = new LinkedHashMap<>();
    long bytes = 0;
    for (int i = 0; i < columns.size(); i++) {
      Object value = row.values().get(i);
      values.put(columns.get(i).name(), conversion.convert(columns.get(i), value));
      bytes += bytes(value);
    }
    return new LoadedRow(row, new TargetRow(table, values), bytes);
  }

  static List<TargetRow> targets(List<LoadedRow> rows) {
    return rows.stream().map(LoadedRow::target).toList();
  }

  TargetTable table() {
    return target.table();
  }

  private static long bytes(Object value) {
    if (value instanceof String text) {
      // Only long texts are worth a look at their characters.
      return text.length() < FIXED_BYTES ? FIXED_BYTES : utf8Bytes(text);
    }
    if (value instanceof Bytes bytes) {
      return bytes.length();
    }
    if (value instanceof Collection<?> elements) {
      return elements.stream().mapToLong(LoadedRow::bytes).sum();
    }
    return FIXED_BYTES;
  }

  private static long utf8Bytes(String text) {
    long wide = text.chars().filter(c -> c > 0x7F).count();
    return text.length() + wide * (CHARACTER_BYTES - 1);
  }
}
