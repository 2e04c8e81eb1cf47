package dev.crossover.targets.spanner.verify;

import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.sides.AppliedKeys;
import dev.crossover.engine.verify.sides.RowCursor;
import dev.crossover.engine.verify.sides.TargetRowReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
  public Map<ComparedKey, List<EncodedRow>> byKeys(Collection<ComparedKey> keys) {
    return rows.byKeys(keys);
  }
}
