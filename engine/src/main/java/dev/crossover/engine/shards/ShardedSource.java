package dev.crossover.engine.shards;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.changes.ChangeMetadata;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.Source;
import dev.crossover.engine.source.SourceChecks;
import dev.crossover.engine.source.SourceClock;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.SourceReading;
import dev.crossover.engine.source.Writers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Several databases with the same tables, as one source. */
public final class ShardedSource implements Source {
  private final Shards<Source> shards;
  private final ShardColumn column;

  /**
   * @param shards by name, of one kind; closed with this
   * @param column holds the name of a row's shard
   */
  public ShardedSource(Map<String, ? extends Source> shards, ShardColumn column) {
    this.shards = Shards.of(Map.copyOf(shards));
    this.column = column;
  }

  @Override
  public String address() {
    return shards.byName().entrySet().stream()
        .map(shard -> Shards.named(shard.getKey(), shard.getValue().address()))
        .collect(joining("; "));
  }

  @Override
  public SourceReading reading() {
    return new ShardedReading(shards.part(Source::reading), column);
  }

  @Override
  public SourceLog log() {
    return new ShardedLog(shards.part(Source::log));
  }

  /** The latest of all clocks, so that nothing looks younger than it is. */
  @Override
  public SourceClock clock() {
    return () ->
        shards.each(shard -> shard.clock().now()).stream()
            .max(Comparator.naturalOrder())
            .orElseThrow();
  }

  @Override
  public Writers writers(List<TableName> tables) {
    return new ShardedWriters(shards.part(shard -> shard.writers(tables)));
  }

  @Override
  public Fence fence(List<TableName> tables) {
    return new ShardedFence(shards.part(shard -> shard.fence(tables)));
  }

  @Override
  public SourceChecks checks() {
    return ShardedChecks.of(shards.part(Source::checks));
  }

  @Override
  public Check fenceCheck(Supplier<List<TableName>> tables) {
    return new ShardedChecks.OfEach(shards.part(shard -> shard.fenceCheck(tables)));
  }

  @Override
  public Check retentionCheck(Supplier<Duration> planned) {
    return new ShardedChecks.OfEach(shards.part(shard -> shard.retentionCheck(planned)));
  }

  @Override
  public ChangeMetadata changeMetadata() {
    ChangeMetadata ofShard = shards.byName().values().iterator().next().changeMetadata();
    return new ShardedMetadata(ofShard, shards.byName().keySet(), column);
  }

  @Override
  public void close() {
    shards.close(Source::close);
  }
}
