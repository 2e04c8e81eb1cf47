package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.schema.SourceTable.IndexColumn;
import java.util.List;

/**
 * A secondary index of the target.
 *
 * @param columns target column names
 * @param stored target column names
 * @param nullFiltered whether rows with a NULL in a key column are left out, so that a unique index
 *     lets many of them be, as in the source
 * @param phase when it is made
 */
record TargetIndex(
    String name,
    String table,
    List<IndexColumn> columns,
    List<String> stored,
    boolean unique,
    boolean nullFiltered,
    Phase phase) {

  /** When a statement is run. */
  enum Phase {
    BEFORE_LOAD,
    AFTER_LOAD,
    AFTER_CUTOVER
  }
}
