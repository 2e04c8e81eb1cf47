package dev.crossover.targets.spanner.verify;

import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.sides.AppliedKeys;
import dev.crossover.engine.verify.sides.RowCursor;
import dev.crossover.engine.verify.sides.TargetRowReader;
import java.util.Collection;
import java.util.Optional;

/**
 * One target table with what live apply recorded of it.
 *
 * @param rows whose every read is strong
 */
record SpannerRowReader(SpannerRows rows, AppliedKeys applied) implements TargetRowReader {
  @Override
  public boolean canBound(ComparedKey key) {
    return rows.canBound(key);
  }

  @Override
  public RowCursor rows(Optional<ComparedKey> from, Optional<ComparedKey> to) {
    return rows.rows(from, to);
  }

  @Override
  public RowCursor byKeys(Collection<ComparedKey> keys) {
    return rows.byKeys(keys);
  }
}
