package dev.crossover.engine.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitSizeTest {
  private long now;

  @Test
  void growsToTheLimitWhileTheTargetIsQuick() {
    assertThat(sizes(3_333, rows -> Duration.ofMillis(rows / 10), 6))
        .containsExactly(250, 500, 1_000, 2_000, 3_333, 3_333);
  }

  @Test
  void neverExceedsALimitBelowItsFirstSize() {
    assertThat(sizes(10, rows -> Duration.ZERO, 3)).containsExactly(10, 10, 10);
  }

  @Test
  void staysFarBelowTheDeadlineOfATargetThatNeedsQuadraticTime() {
    List<Integer> sizes = sizes(20_000, rows -> Duration.ofNanos((long) rows * rows * 13_000), 20);

    assertThat(sizes).allMatch(rows -> rows <= 500);
    assertThat(sizes).last().isEqualTo(250);
  }

  @Test
  void shrinksWhenTheTargetBecomesSlowAndGrowsWhenThatIsOver() {
    CommitSize size = new CommitSize(1_000, () -> now);
    commit(size, Duration.ofMillis(1));
    commit(size, Duration.ofMillis(1));
    assertThat(size.rows()).isEqualTo(1_000);

    for (int i = 0; i < 12; i++) {
      commit(size, Duration.ofSeconds(3));
    }
    assertThat(size.rows()).isEqualTo(1);

    commit(size, Duration.ofSeconds(1));
    assertThat(size.rows()).isEqualTo(1);
    commit(size, Duration.ofMillis(1));
    assertThat(size.rows()).isEqualTo(2);
  }

  private interface Target {
    Duration toCommit(int rows);
  }

  private List<Integer> sizes(int most, Target target, int commits) {
    CommitSize size = new CommitSize(most, () -> now);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < commits; i++) {
      sizes.add(size.rows());
      commit(size, target.toCommit(size.rows()));
    }
    return sizes;
  }

  private void commit(CommitSize size, Duration took) {
    size.learnFrom(() -> now += took.toNanos());
  }
}
