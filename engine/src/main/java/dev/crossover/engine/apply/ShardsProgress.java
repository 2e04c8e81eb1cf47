package dev.crossover.engine.apply;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The progress of all shards as one: as late as the latest of them, so that none can hide behind
 * the others. Safe for many threads.
 */
public final class ShardsProgress {
  private final ApplyProgress[] shards;
  private final Consumer<ApplyProgress> published;

  /**
   * @param count the shards, 1 or more
   * @param start when they start
   * @param published receives the sum whenever a shard moves
   */
  public ShardsProgress(int count, Instant start, Consumer<ApplyProgress> published) {
    this.shards = new ApplyProgress[count];
    Arrays.fill(shards, new ApplyProgress(start, 0, 0, Optional.empty(), Optional.empty()));
    this.published = published;
  }

  /** Where a shard publishes. */
  public Consumer<ApplyProgress> shard(int number) {
    return progress -> moved(number, progress);
  }

  private synchronized void moved(int number, ApplyProgress progress) {
    shards[number] = progress;
    published.accept(sum());
  }

  private ApplyProgress sum() {
    return new ApplyProgress(
        Arrays.stream(shards).map(ApplyProgress::at).min(Comparator.naturalOrder()).orElseThrow(),
        Arrays.stream(shards).mapToLong(ApplyProgress::files).sum(),
        Arrays.stream(shards).mapToLong(ApplyProgress::left).sum(),
        lowest(),
        Arrays.stream(shards).flatMap(shard -> shard.failure().stream()).findFirst());
  }

  private Optional<AppliedWatermark> lowest() {
    boolean everyShardKnows =
        Arrays.stream(shards).allMatch(shard -> shard.watermark().isPresent());
    return everyShardKnows
        ? AppliedWatermark.lowest(
            Arrays.stream(shards).flatMap(shard -> shard.watermark().stream()).toList())
        : Optional.empty();
  }
}
