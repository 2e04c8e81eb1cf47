package dev.crossover.engine.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.ChangeStream.State;
import dev.crossover.engine.capture.ChangeStream.Status;
import dev.crossover.engine.changes.LogPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShardedStreamTest {
  private final Fixed north = new Fixed();
  private final Fixed south = new Fixed();
  private final ChangeStream stream = new ShardedStream(Map.of("north", north, "south", south));

  @Test
  void tellsHowFarItIsIfEveryShardDoes() {
    assertThat(stream.tellsHowFar()).isTrue();
    south.tells = false;
    assertThat(stream.tellsHowFar()).isFalse();
  }

  /** A stream that is as a test says. */
  private static final class Fixed implements ChangeStream {
    private final List<String> told = new ArrayList<>();
    private Status status = running(5, 10, 100);
    private boolean refuses;
    private boolean tells = true;

    @Override
    public void prepare() {
      tell("prepare");
    }

    @Override
    public void start() {
      tell("start");
    }

    @Override
    public Status status() {
      return status;
    }

    @Override
    public boolean tellsHowFar() {
      return tells;
    }

    @Override
    public List<String> uncaptured() {
      return List.of("table public.item was swapped");
    }

    @Override
    public void stop() {
      tell("stop");
    }

    @Override
    public void remove() {
      tell("remove");
    }

    private void tell(String order) {
      if (refuses) {
        throw new SourceException("connection refused");
      }
      told.add(order);
    }
  }

  private static Status running(long start, long emitted, long second) {
    return new Status(
        State.RUNNING,
        Optional.of(LogPosition.of(start, 0)),
        Optional.of(LogPosition.of(emitted, 0)),
        Optional.empty(),
        Optional.of(Instant.ofEpochSecond(second)),
        3,
        1,
        Optional.empty());
  }

  private static Status in(State state, Optional<String> error) {
    return new Status(
        state, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, error);
  }

  @Test
  void hasEmittedAPlaceOnlyWhenEveryShardHas() {
    south.status = running(6, 20, 90);
    LogPosition both =
        LogPosition.ofShards(
            Map.of("north", LogPosition.of(11, 0), "south", LogPosition.of(15, 0)));

    assertThat(stream.status().start()).hasToString("Optional[north=5.0,south=6.0]");
    assertThat(stream.status().emitted().orElseThrow().isAtLeast(both))
        .as("the north lags")
        .isFalse();

    north.status = running(5, 11, 100);

    assertThat(stream.status().emitted().orElseThrow().isAtLeast(both)).isTrue();
  }

  @Test
  void isAsOldAsTheShardThatIsFarthestBehindAndCountsAllOfThem() {
    south.status = running(6, 20, 90);

    assertThat(stream.status().sourceTime()).contains(Instant.ofEpochSecond(90));
    assertThat(stream.status().events()).isEqualTo(6);
    assertThat(stream.status().passedOver()).isEqualTo(2);
    assertThat(stream.status().state()).isEqualTo(State.RUNNING);
    assertThat(stream.status().error()).isEmpty();
  }

  @Test
  void hasNotBegunBeforeEveryShardHas() {
    south.status = in(State.ABSENT, Optional.empty());

    assertThat(stream.status().start()).isEmpty();
    assertThat(stream.status().state()).isEqualTo(State.ABSENT);
    assertThat(stream.status().error()).contains("shard south: ABSENT");
    assertThat(stream.status().sourceTime()).as("nobody knows how old").isEmpty();
  }

  @Test
  void namesTheShardThatIsDownOrLags() {
    south.status = in(State.FAILED, Optional.of("the log is purged"));
    assertThat(stream.status().state()).isEqualTo(State.FAILED);
    assertThat(stream.status().error()).contains("shard south: FAILED, the log is purged");

    south.status = in(State.STALLED, Optional.of("it has said nothing for 61 s"));
    assertThat(stream.status().state()).isEqualTo(State.STALLED);
    assertThat(stream.status().error())
        .contains("shard south: STALLED, it has said nothing for 61 s");
  }

  @Test
  void saysOfWhichShardATableIsNotCaptured() {
    assertThat(stream.uncaptured())
        .containsExactly(
            "shard north: table public.item was swapped",
            "shard south: table public.item was swapped");
  }

  @Test
  void startsStopsAndRemovesEveryShardsThoughOneRefuses() {
    stream.start();
    north.refuses = true;

    assertThatThrownBy(stream::stop).hasMessage("shard north: connection refused");
    assertThatThrownBy(stream::remove).hasMessage("shard north: connection refused");
    assertThatThrownBy(stream::start).hasMessage("shard north: connection refused");

    assertThat(south.told).containsExactly("start", "stop", "remove", "start");
  }
}
