package dev.crossover.engine.changes;

import java.util.Comparator;

/**
 * Where a change stands among all changes of the source: first by the commit of its transaction,
 * then by its own place in the log.
 *
 * <p>Its own place alone is no order: a log may hold a row before the check that makes it wait for
 * another transaction, so that it commits after a change that is logged later.
 *
 * @param commit the same for all changes of a transaction, at or above the end of every transaction
 *     that committed before it, below its own end; the change's own place where a stream tells no
 *     more
 * @param change where the change itself is logged
 */
public record ChangePosition(Position commit, Position change)
    implements Comparable<ChangePosition> {
  /** Before every change of the log; backfilled rows stand here. */
  public static final ChangePosition START = ofLog(Position.START);

  private static final Comparator<ChangePosition> ORDER =
      Comparator.comparing(ChangePosition::commit).thenComparing(ChangePosition::change);

  /** Of a change in a log that is in the order of commits, or that does not tell it. */
  public static ChangePosition ofLog(Position change) {
    return new ChangePosition(change, change);
  }

  @Override
  public int compareTo(ChangePosition other) {
    return ORDER.compare(this, other);
  }
}
