package dev.crossover.engine.target;

import java.util.List;

/**
 * A key as the target compares it: two keys are equal exactly if the target holds them for the same
 * row.
 *
 * @param table the target table's name
 * @param parts never null; made by {@link TargetValues#keyPart}
 */
public record TargetKey(String table, List<Object> parts) {
  public TargetKey {
    parts = List.copyOf(parts);
  }
}
