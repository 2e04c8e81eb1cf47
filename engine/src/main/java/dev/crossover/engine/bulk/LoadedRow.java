package dev.crossover.engine.bulk;

import com.google.cloud.ByteArray;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.rows.Row;
import dev.crossover.engine.rows.UnconvertibleValueException;
import dev.crossover.engine.rows.ValueConversion;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A row of the source as what the target gets.
 *
 * @param values one for each of the table's {@code writtenColumns()}
 * @param bytes about how many its values take
 */
record LoadedRow(TargetTable table, Row row, List<Value> values, long bytes) {
  /** What a number, a date or a timestamp takes, and at least what any value takes. */
  private static final int FIXED_BYTES = 8;

  /** The most bytes that a character of a Java string takes in UTF-8. */
  private static final int CHARACTER_BYTES = 3;

  /**
   * @throws UnconvertibleValueException if the target cannot hold one of the values
   */
  static LoadedRow of(TargetTable table, Row row) {
    List<TargetColumn> columns = table.writtenColumns();
    List<Value> values = new ArrayList<>(columns.size());
    long bytes = 0;
    for (int i = 0; i < columns.size(); i++) {
      Object value = row.values().get(i);
      values.add(ValueConversion.convert(columns.get(i), value));
      bytes += bytes(value);
    }
    return new LoadedRow(table, row, values, bytes);
  }

  private static long bytes(Object value) {
    if (value instanceof String text) {
      // Only long texts are worth a look at their characters.
      return text.length() < FIXED_BYTES ? FIXED_BYTES : utf8Bytes(text);
    }
    if (value instanceof ByteArray bytes) {
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

  /** Writes the row whether it is there or not, so that it may be written twice. */
  Mutation mutation() {
    Mutation.WriteBuilder mutation = Mutation.newInsertOrUpdateBuilder(table.name());
    List<TargetColumn> columns = table.writtenColumns();
    for (int i = 0; i < columns.size(); i++) {
      mutation.set(columns.get(i).name()).to(values.get(i));
    }
    return mutation.build();
  }

  /** The value of a written column. */
  Value value(String targetColumn) {
    return values.get(table.writtenColumns().indexOf(table.column(targetColumn)));
  }
}
