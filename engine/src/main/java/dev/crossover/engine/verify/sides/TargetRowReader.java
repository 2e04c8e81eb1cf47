package dev.crossover.engine.verify.sides;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.verify.encoding.ComparedKey;
import java.util.Collection;
import java.util.Optional;

/**
 * The rows of one target table, in the order of {@link ComparedKey}. Sees everything that was
 * committed before the call. For one thread; every read throws {@link TargetException} if the
 * target cannot be read.
 */
public interface TargetRowReader {
  /**
   * Whether the key can be a bound of {@link #rows}. A source key that no value of the target's
   * types equals cannot.
   */
  boolean canBound(ComparedKey key);

  /** The rows of {@code [from, to)} in key order; an empty bound is none. */
  RowCursor rows(Optional<ComparedKey> from, Optional<ComparedKey> to);

  /**
   * The rows of these source keys, in any order. A key may have more than one row if the target's
   * key has other columns.
   */
  RowCursor byKeys(Collection<ComparedKey> keys);

  /** What live apply recorded of the table's keys. */
  AppliedKeys applied();
}
