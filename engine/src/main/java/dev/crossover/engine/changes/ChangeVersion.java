package dev.crossover.engine.changes;

import java.util.Comparator;

/**
 * Where a change stands among all changes of its key; the highest one decides the row.
 *
 * <p>The position comes first: the order of commits, then that inside the transaction. Some sources
 * write both halves of a changed primary key with the same position, so at equal positions a row
 * counts as newer than its absence. Index and file only make the order of re-delivered or
 * backfilled copies certain.
 */
public record ChangeVersion(ChangePosition position, boolean deleted, long index, String file)
    implements Comparable<ChangeVersion> {
  private static final Comparator<ChangeVersion> ORDER =
      Comparator.comparing(ChangeVersion::position)
          .thenComparing(ChangeVersion::deleted, Comparator.reverseOrder())
          .thenComparing(ChangeVersion::index)
          .thenComparing(ChangeVersion::file);

  /** The version of an event. */
  public static ChangeVersion of(ChangeEvent event) {
    return new ChangeVersion(
        event.position(), event.kind() == ChangeEvent.Kind.DELETE, event.index(), event.file());
  }

  @Override
  public int compareTo(ChangeVersion other) {
    return ORDER.compare(this, other);
  }
}
