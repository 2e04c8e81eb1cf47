package dev.crossover.engine.verify;

import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.ComparedTarget;
import dev.crossover.engine.verify.sides.RowCounts;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Both sides, as far as their rows are counted. */
interface CountedSides {
  /** See {@link ComparedTarget#time}. */
  Instant time();

  RowCounts source();

  RowCounts target();

  /** Hands over the keys that live apply has touched at or after a time of the target. */
  void appliedSince(ComparedTable table, Instant since, Consumer<List<ComparedKey>> keys);

  static CountedSides of(ComparedSource source, ComparedTarget target) {
    return new CountedSides() {
      private static final int KEYS_TOGETHER = 1_000;

      @Override
      public Instant time() {
        return target.time();
      }

      @Override
      public RowCounts source() {
        return source.counts();
      }

      @Override
      public RowCounts target() {
        return target.counts();
      }

      @Override
      public void appliedSince(
          ComparedTable table, Instant since, Consumer<List<ComparedKey>> keys) {
        target.open(table).applied().since(since, KEYS_TOGETHER, keys);
      }
    };
  }
}
