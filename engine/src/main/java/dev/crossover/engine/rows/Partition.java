package dev.crossover.engine.rows;

import dev.crossover.engine.schema.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A half-open range of a table's source key, the unit of work, retry and progress of a bulk load.
 *
 * @param number counts the partitions of a table from 0, in key order
 * @param from the first key of the range; empty for no lower bound
 * @param to the first key after the range; empty for no upper bound
 */
public record Partition(
    TableName table, int number, Optional<KeyBound> from, Optional<KeyBound> to) {

  /**
   * A key as the source's own text forms, one per key column.
   *
   * @param values never null: a key column is never NULL
   */
  public record KeyBound(List<String> values) {
    public KeyBound {
      values = List.copyOf(values);
    }
  }
}
