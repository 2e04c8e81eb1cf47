package dev.crossover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.changes.LogPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShardsProgressTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<ApplyProgress> published = new ArrayList<>();
  private final ShardsProgress shards = new ShardsProgress(2, START, published::add);

  private static ApplyProgress progress(int second, long files, long left, long position) {
    return new ApplyProgress(
        START.plusSeconds(second),
        files,
        left,
        Optional.of(new AppliedWatermark(LogPosition.of(position, 0), START)),
        Optional.empty());
  }

  private ApplyProgress last() {
    return published.get(published.size() - 1);
  }

  @Test
  void countsTheFilesOfAll() {
    shards.shard(0).accept(progress(1, 5, 2, 10));
    shards.shard(1).accept(progress(1, 3, 1, 10));
    assertThat(last().files()).isEqualTo(8);
    assertThat(last().left()).isEqualTo(3);
  }

  @Test
  void isAsOldAsTheShardThatMovedLongestAgo() {
    shards.shard(0).accept(progress(60, 5, 0, 10));
    assertThat(last().at()).isEqualTo(START);
    shards.shard(1).accept(progress(30, 0, 0, 10));
    assertThat(last().at()).isEqualTo(START.plusSeconds(30));
  }

  @Test
  void hasTheLowestWatermarkOnceAllHaveOne() {
    shards.shard(0).accept(progress(1, 0, 0, 10));
    assertThat(last().watermark()).isEmpty();
    shards.shard(1).accept(progress(1, 0, 0, 8));
    assertThat(last().watermark().orElseThrow().position()).isEqualTo(LogPosition.of(8, 0));
  }

  @Test
  void tellsTheFailureOfAnyShard() {
    shards.shard(0).accept(progress(1, 0, 0, 10));
    shards
        .shard(1)
        .accept(new ApplyProgress(START, 0, 4, Optional.empty(), Optional.of("no target")));
    assertThat(last().failure()).contains("no target");
  }
}
