package dev.crossover.engine.verify.sides;

import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.encoding.ComparedKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Counts copies of rows.
 *
 * @param rows of a table; throws if there is none
 */
record InMemoryRowCounts(Function<TargetTable, InMemoryRows> rows) implements RowCounts {
  @Override
  public long all(ComparedTable table) {
    return rows.apply(table.table()).size();
  }

  @Override
  public long of(ComparedTable table, Collection<ComparedKey> keys) {
    Map<ComparedKey, List<?>> bySourceKey =
        Map.copyOf(rows.apply(table.table()).bySourceKey(table.keysOnly()));
    return new TreeSet<>(keys)
        .stream().mapToLong(key -> bySourceKey.getOrDefault(key, List.of()).size()).sum();
  }

  @Override
  public void close() {}
}
