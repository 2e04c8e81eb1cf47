package dev.crossover.engine.target;

import dev.crossover.engine.schema.TargetTable;

/** Counts rows of the target. */
@FunctionalInterface
public interface RowCount {
  /**
   * The number of rows that are in the table now.
   *
   * @throws dev.crossover.contract.TargetException if they cannot be counted
   */
  long of(TargetTable table);
}
