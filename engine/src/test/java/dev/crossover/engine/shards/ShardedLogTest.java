package dev.crossover.engine.shards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.source.FakeSourceLog;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.SourceLog.Retention;
import dev.crossover.engine.source.SourceLogContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShardedLogTest extends SourceLogContract {
  private final FakeSourceLog north = new FakeSourceLog();
  private final FakeSourceLog south = new FakeSourceLog();

  @Override
  protected SourceLog log() {
    return new ShardedLog(Shards.of(Map.of("north", north, "south", south)));
  }

  @Override
  protected void commitAChange() {
    north.commit();
    south.commit();
  }

  @Override
  protected List<String> sentinels() {
    return IntStream.range(0, north.sentinels().size())
        .boxed()
        .flatMap(i -> Stream.of(north.sentinels().get(i), south.sentinels().get(i)))
        .toList();
  }

  @Test
  void anEndIsOneInEveryShard() {
    LogPosition before = log().end();

    south.commit();

    assertThat(log().end().shard("north")).isEqualTo(before.shard("north"));
    assertThat(log().end().shard("south")).isNotEqualTo(before.shard("south"));
    assertThat(log().end().isAtLeast(before)).isTrue();
  }

  @Test
  void aSentinelIsSeenOnlyWhenThatOfEveryShardIs() {
    SourceLog.Mark mark = log().mark();
    north.mark();
    SourceLog.Mark second = log().mark();

    assertThat(second.tokens()).containsExactly("sentinel-3", "sentinel-2");
    assertThat(second.isSeen("sentinel-3"::equals)).isFalse();
    assertThat(second.isSeen(List.of("sentinel-3", "sentinel-2")::contains)).isTrue();
    assertThat(second.position().isAtLeast(mark.position())).isTrue();
  }

  @Test
  void keepsItsLogNoLongerThanAnyShardDoes() {
    Optional<Duration> anHour = Optional.of(Duration.ofHours(1));
    north.keep(new Retention(true, OptionalLong.empty(), "all of it", "", anHour));
    south.keep(new Retention(false, OptionalLong.of(7), "lost", "enlarge it"));

    assertThat(log().retention())
        .isEqualTo(
            new Retention(
                false,
                OptionalLong.of(7),
                "shard north: all of it; shard south: lost",
                "shard south: enlarge it",
                anHour));
  }
}
