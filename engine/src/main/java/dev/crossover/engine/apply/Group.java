package dev.crossover.engine.apply;

import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.ShadowRow;
import dev.crossover.engine.types.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Cuts the keys of a batch into transactions. */
final class Group {
  /** What a value of a fixed size counts. */
  private static final int SCALAR_BYTES = 16;

  /**
   * Deletes first, children before parents, because a deleted row can make room for a unique value;
   * then upserts, parents before children; then as the source made them.
   */
  static final Comparator<KeyChanges> ORDER =
      Comparator.comparingInt(Group::rank)
          .thenComparing(changes -> changes.key().table())
          .thenComparing(changes -> changes.newest().version());

  private Group() {}

  private static int rank(KeyChanges changes) {
    int level = changes.mapping().table().level();
    return changes.newest().isDelete() ? -1 - level : level;
  }

  static List<List<KeyChanges>> cut(Collection<KeyChanges> all, CommitLimits limits) {
    List<List<KeyChanges>> groups = new ArrayList<>();
    List<KeyChanges> group = new ArrayList<>();
    long cells = 0;
    long bytes = 0;
    for (KeyChanges changes : all.stream().sorted(ORDER).toList()) {
      long moreCells = cells(changes);
      long moreBytes = bytes(changes);
      if (!group.isEmpty()
          && (cells + moreCells > limits.cells() || bytes + moreBytes > limits.bytes())) {
        groups.add(group);
        group = new ArrayList<>();
        cells = 0;
        bytes = 0;
      }
      group.add(changes);
      cells += moreCells;
      bytes += moreBytes;
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }

  /** A moved row is deleted at one place and written at another. */
  private static long cells(KeyChanges changes) {
    TargetTable table = changes.mapping().table();
    int rows = changes.mapping().isRekeyed() ? 2 : 1;
    return (long) rows * table.cellsPerRow() + ShadowRow.cells(table, !changes.commits().isEmpty());
  }

  private static long bytes(KeyChanges changes) {
    long most = 0;
    for (KeyedChange change : changes.newestFirst()) {
      long bytes = 0;
      for (Object value : change.change().event().values().values()) {
        bytes += bytes(value);
      }
      most = Math.max(most, bytes);
    }
    return most;
  }

  private static long bytes(Object value) {
    if (value instanceof String text) {
      return SCALAR_BYTES + 2L * text.length();
    }
    if (value instanceof Bytes bytes) {
      return (long) SCALAR_BYTES + bytes.length();
    }
    if (value instanceof List<?> elements) {
      return SCALAR_BYTES + elements.stream().mapToLong(Group::bytes).sum();
    }
    return SCALAR_BYTES;
  }
}
