package dev.crossover.engine.target;

import dev.crossover.engine.changes.ChangeVersion;
import dev.crossover.engine.changes.KnownCommits;
import dev.crossover.engine.schema.TargetTable;
import java.util.Optional;

/**
 * What the target remembers of a key that live apply has touched. A deleted row keeps its shadow
 * row.
 *
 * @param key the source's key
 * @param version of the change that decided the row
 * @param row the target's key of the row; empty if it is deleted
 * @param commits empty if the stream tells the order of commits
 */
public record ShadowRow(
    TargetTable table,
    TargetKey key,
    ChangeVersion version,
    Optional<TargetKey> row,
    Optional<KnownCommits> commits) {
  /** Two positions (two numbers each), index, file, whether deleted, and when. */
  private static final int OWN_CELLS = 8;

  /** A transaction and its time, of the deciding change and of the last insert. */
  private static final int COMMIT_CELLS = 4;

  /** A shadow row of a stream that tells the order of commits. */
  public ShadowRow(
      TargetTable table, TargetKey key, ChangeVersion version, Optional<TargetKey> row) {
    this(table, key, version, row, Optional.empty());
  }

  /**
   * What a shadow row of a table counts in a commit.
   *
   * @param timed whether it holds the times of commits
   */
  public static int cells(TargetTable table, boolean timed) {
    long movable =
        table.primaryKey().stream().filter(column -> !table.sourceKey().contains(column)).count();
    return table.sourceKey().size() + OWN_CELLS + (timed ? COMMIT_CELLS : 0) + (int) movable;
  }
}
