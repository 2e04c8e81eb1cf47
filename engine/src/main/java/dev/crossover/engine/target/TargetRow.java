package dev.crossover.engine.target;

import dev.crossover.engine.schema.TargetTable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row as the target gets it.
 *
 * @param values by the name of the target column, as {@link TargetValues#convert} makes them; one
 *     for each of the table's {@code writtenColumns()}, null for NULL
 */
public record TargetRow(TargetTable table, Map<String, Object> values) {
  public TargetRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
