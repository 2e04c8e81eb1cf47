package dev.crossover.launcher.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.launcher.gates.Gate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BulkGateTest {
  private ChangeStream.State state = ChangeStream.State.RUNNING;
  private Optional<LogPosition> start = Optional.of(LogPosition.of(10, 0));
  private Optional<LogPosition> firstRead = Optional.of(LogPosition.of(10, 0));
  private long donePartitions = 2;
  private int deadLetters;
  private long rows = 7;

  private List<Gate> look() {
    BulkProgress progress =
        new BulkProgress(
            List.of(new BulkProgress.Table("shop.sale", 7, 70, 7, donePartitions, 2)), firstRead);
    return new BulkGate(
            stream(),
            PositionText.PLAIN,
            () -> progress,
            () -> deadLetters,
            "look at its log",
            table -> rows)
        .look();
  }

  private ChangeStream stream() {
    return new ChangeStream() {
      @Override
      public void prepare() {}

      @Override
      public boolean tellsHowFar() {
        return true;
      }

      @Override
      public void start() {}

      @Override
      public Status status() {
        return new Status(
            state, start, start, Optional.empty(), Optional.empty(), 0, 0, Optional.empty());
      }

      @Override
      public List<String> uncaptured() {
        return List.of();
      }

      @Override
      public void stop() {}

      @Override
      public void remove() {}
    };
  }

  private List<String> unmet() {
    return look().stream().filter(gate -> !gate.met()).map(Gate::name).toList();
  }

  @Test
  void letsACompleteLoadPass() {
    assertThat(Gate.allMet(look())).isTrue();
  }

  @Test
  void refusesWhileTheStreamDoesNotRun() {
    state = ChangeStream.State.STOPPED;

    assertThat(unmet()).containsExactly("change-stream");
  }

  @Test
  void refusesALoadThatBeganBeforeTheStream() {
    firstRead = Optional.of(LogPosition.of(9, 0));

    assertThat(unmet()).containsExactly("stream-start");
  }

  @Test
  void refusesWhenNobodyKnowsWhereTheStreamOrTheLoadBegan() {
    start = Optional.empty();
    assertThat(unmet()).containsExactly("stream-start");

    start = Optional.of(LogPosition.of(10, 0));
    firstRead = Optional.empty();
    assertThat(unmet()).containsExactly("stream-start");
  }

  @Test
  void refusesWhileAPartitionIsNotLoaded() {
    donePartitions = 1;

    assertThat(look())
        .filteredOn(gate -> !gate.met())
        .extracting(Gate::observed)
        .containsExactly("not loaded: shop.sale (1 of 2)");
  }

  @Test
  void refusesWhileADeadLetterIsOpen() {
    deadLetters = 1;

    assertThat(unmet()).containsExactly("dead-letters");
  }

  @Test
  void refusesWhenTheTargetHasLostRowsButNotWhenItHasMore() {
    rows = 6;
    assertThat(unmet()).containsExactly("row-counts");

    rows = 8;
    assertThat(unmet()).isEmpty();
  }
}
