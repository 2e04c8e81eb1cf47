package dev.crossover.engine.apply;

import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.changes.Position;
import java.util.Comparator;

/**
 * Where a change stands among all changes of its key; the highest one decides the row.
 *
 * <p>The source's position comes first. MySQL writes both halves of a changed primary key with the
 * same position, so at equal positions a row counts as newer than its absence. Index and file only
 * make the order of re-delivered or backfilled copies certain.
 */
record Version(Position position, boolean deleted, long index, String file)
    implements Comparable<Version> {
  private static final Comparator<Version> ORDER =
      Comparator.comparing(Version::position)
          .thenComparing(Version::deleted, Comparator.reverseOrder())
          .thenComparing(Version::index)
          .thenComparing(Version::file);

  static Version of(ChangeEvent event) {
    return new Version(
        event.position(), event.kind() == ChangeEvent.Kind.DELETE, event.index(), event.file());
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }
}
