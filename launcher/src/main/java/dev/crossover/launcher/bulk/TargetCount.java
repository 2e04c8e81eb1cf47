package dev.crossover.launcher.bulk;

import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.RowCount;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Counts the rows of a target table, given its name in the source.
 *
 * @param schema what is moved, as the schema step wrote it
 */
public record TargetCount(RowCount count, Supplier<TargetSchema> schema)
    implements ToLongFunction<String> {
  @Override
  public long applyAsLong(String source) {
    TargetTable table = schema.get().bySource(TableName.parse(source)).orElseThrow();
    return count.of(table);
  }
}
