package dev.crossover.engine.verify;

import dev.crossover.engine.verify.encoding.EncodedRow;
import java.util.Iterator;
import java.util.Optional;

/**
 * Walks two streams of rows in key order and tells which rows belong together. Holds one row of
 * each side.
 */
final class ChunkMerge {
  /** Receives what the merge finds, in key order. */
  interface Listener {
    /** A source row and the target row of the same key; either may be missing, never both. */
    void pair(Optional<EncodedRow> source, Optional<EncodedRow> target);
  }

  private ChunkMerge() {}

  /**
   * @param target may have a key more than once, because the target's key may have more columns
   * @throws KeyOrderException if a side is not in key order
   */
  static void merge(Iterator<EncodedRow> source, Iterator<EncodedRow> target, Listener listener) {
    Ordered sources = new Ordered(source, "source", 1);
    Ordered targets = new Ordered(target, "target", 0);
    Optional<EncodedRow> left = sources.next();
    Optional<EncodedRow> right = targets.next();
    while (left.isPresent() || right.isPresent()) {
      int order = compare(left, right);
      listener.pair(order <= 0 ? left : Optional.empty(), order >= 0 ? right : Optional.empty());
      left = order <= 0 ? sources.next() : left;
      right = order >= 0 ? targets.next() : right;
    }
  }

  private static int compare(Optional<EncodedRow> left, Optional<EncodedRow> right) {
    if (left.isEmpty()) {
      return 1;
    }
    return right.isEmpty() ? -1 : left.get().key().compareTo(right.get().key());
  }

  /** A stream that refuses to go back. */
  private static final class Ordered {
    private final Iterator<EncodedRow> rows;
    private final String side;
    private final int leastStep;
    private Optional<EncodedRow> last = Optional.empty();

    Ordered(Iterator<EncodedRow> rows, String side, int leastStep) {
      this.rows = rows;
      this.side = side;
      this.leastStep = leastStep;
    }

    Optional<EncodedRow> next() {
      Optional<EncodedRow> next = rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
      if (last.isPresent() && next.isPresent()) {
        int step = Integer.signum(next.get().key().compareTo(last.get().key()));
        if (step < leastStep) {
          throw new KeyOrderException(side);
        }
      }
      last = next;
      return next;
    }
  }
}
