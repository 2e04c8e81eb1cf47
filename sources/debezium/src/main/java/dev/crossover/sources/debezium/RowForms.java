package dev.crossover.sources.debezium;

import dev.crossover.engine.schema.TableName;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.connect.data.Schema;

/**
 * The forms of tables' rows. Debezium describes a row by the same object until the table changes.
 *
 * @param <F> what a source makes of the description of a row
 */
public final class RowForms<F> {
  private final BiFunction<TableName, Schema, F> maker;
  private final Map<TableName, Known<F>> known = new HashMap<>();

  private record Known<F>(Schema row, F form) {}

  public RowForms(BiFunction<TableName, Schema, F> maker) {
    this.maker = maker;
  }

  public F of(TableName table, Schema row) {
    Known<F> last = known.get(table);
    if (last == null || last.row() != row) {
      last = new Known<>(row, maker.apply(table, row));
      known.put(table, last);
    }
    return last.form();
  }
}
