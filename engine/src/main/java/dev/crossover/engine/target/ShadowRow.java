package dev.crossover.engine.target;

import dev.crossover.engine.changes.ChangeVersion;
import dev.crossover.engine.schema.TargetTable;
import java.util.Optional;

/**
 * What the target remembers of a key that live apply has touched. A deleted row keeps its shadow
 * row.
 *
 * @param key the source's key
 * @param version of the change that decided the row
 * @param row the target's key of the row; empty if it is deleted
 */
public record ShadowRow(
    TargetTable table, TargetKey key, ChangeVersion version, Optional<TargetKey> row) {
  /** Two positions (two numbers each), index, file, whether deleted, and when. */
  private static final int OWN_CELLS = 8;

  /** What a shadow row of a table counts in a commit. */
  public static int cells(TargetTable table) {
    long movable =
        table.primaryKey().stream().filter(column -> !table.sourceKey().contains(column)).count();
    return table.sourceKey().size() + OWN_CELLS + (int) movable;
  }
}
