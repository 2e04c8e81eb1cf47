package dev.crossover.engine.verify;

import java.util.Map;

/**
 * The keys that {@link Verifier#verifyChanged} would compare.
 *
 * @param perTable source table as {@code schema.table} to its number of changed keys
 * @param keysPerSecond how fast a sample of them was compared; 0 if there were none
 */
public record ChangedKeys(Map<String, Long> perTable, double keysPerSecond) {
  public ChangedKeys {
    perTable = Map.copyOf(perTable);
  }

  public long total() {
    return perTable.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How long their comparison will take; 0 if there are none. */
  public double predictedSeconds() {
    return keysPerSecond == 0 ? 0 : total() / keysPerSecond;
  }
}
