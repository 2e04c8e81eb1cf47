package dev.crossover.engine.verify;

import java.util.List;

/**
 * One row that is not the same on both sides.
 *
 * @param key the values of the source's key, in its order
 * @param columns the columns that differ; empty unless the kind is DIFFERS
 */
public record Mismatch(Kind kind, List<String> key, List<ColumnDifference> columns) {
  /** How the row differs. */
  public enum Kind {
    MISSING_ON_TARGET,
    EXTRA_ON_TARGET,
    DIFFERS
  }

  public Mismatch {
    key = List.copyOf(key);
    columns = List.copyOf(columns);
  }
}
