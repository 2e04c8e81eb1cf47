package dev.crossover.engine.shards;

import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCounts;
import dev.crossover.engine.verify.sides.SourceRowReader;
import java.util.Collection;

/** The rows of all shards, as verification reads them. */
record ShardedComparedSource(Shards<ComparedSource> shards, ShardColumn column)
    implements ComparedSource {
  @Override
  public boolean comparable(TargetColumn compared) {
    return column.is(compared)
        || shards.byName().values().stream().allMatch(shard -> shard.comparable(compared));
  }

  @Override
  public SourceRowReader open(ComparedTable table) {
    ShardedKeys keys = ShardedKeys.of(table, column);
    return new ShardedRowReader(shards.part(shard -> shard.open(keys.ofShard())), keys);
  }

  @Override
  public RowCounts counts() {
    return new Counts(shards.part(ComparedSource::counts), column);
  }

  /** Every shard counts its own rows. */
  private record Counts(Shards<RowCounts> shards, ShardColumn column) implements RowCounts {
    @Override
    public long all(ComparedTable table) {
      ComparedTable own = ShardedKeys.of(table, column).ofShard();
      return shards.each(counts -> counts.all(own)).stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public long of(ComparedTable table, Collection<ComparedKey> keys) {
      ComparedTable own = ShardedKeys.of(table, column).ofShard();
      var byShard = ShardedKeys.byShard(keys);
      return shards
          .ask((name, counts) -> byShard.containsKey(name) ? counts.of(own, byShard.get(name)) : 0L)
          .values()
          .stream()
          .mapToLong(Long::longValue)
          .sum();
    }

    @Override
    public void close() {
      shards.close(RowCounts::close);
    }
  }
}
