package dev.crossover.launcher.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.platform.JobFailedException;
import dev.crossover.launcher.world.InMemoryWorld;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplyUntilReadyTest {
  private final InMemoryWorld world = new InMemoryWorld();

  @BeforeEach
  void load() {
    world.migration().capture();
    world.migration().bulk();
  }

  @Test
  void isReadyOnceAChangeReachesTheTargetWithinTheLag() {
    assertThat(world.migration().apply()).isEqualTo(Phase.READY);

    assertThat(world.notes).contains("live: a change reaches the target within 500 ms");
  }

  @Test
  void waitsAsLongAsTheTargetIsFurtherBehindThanTheLagAllows() {
    world.liveJobWorks = false;
    Instant begin = world.clock.instant();
    world.beforeTick =
        () -> {
          if (Duration.between(begin, world.clock.instant()).toSeconds() > 60) {
            world.liveJobWorks = true;
          }
        };

    assertThat(world.migration().apply()).isEqualTo(Phase.READY);

    assertThat(Duration.between(begin, world.clock.instant()))
        .isGreaterThan(Duration.ofSeconds(60));
    assertThat(world.notes).contains("live: a change reaches the target within 500 ms");
  }

  @Test
  void staysInItsPhaseWhenTheJobEnds() {
    world.beforeTick = () -> world.liveJob.fail("no memory");

    assertThatThrownBy(() -> world.migration().apply())
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("the live job failed: no memory");
    assertThat(world.entry().phase()).isEqualTo(Phase.APPLYING);

    world.beforeTick = () -> {};
    assertThat(world.migration().apply()).isEqualTo(Phase.READY);
  }

  @Test
  void saysThatTheChangeStreamHasEndedInsteadOfWaiting() {
    world.liveJobWorks = false;
    world.beforeTick = world.stream::die;

    assertThatThrownBy(() -> world.migration().apply())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("the change stream does not run any more (FAILED: it was killed)");
    assertThat(world.entry().phase()).isEqualTo(Phase.APPLYING);

    world.beforeTick = () -> {};
    world.liveJobWorks = true;
    assertThat(world.migration().apply()).isEqualTo(Phase.READY);
  }

  @Test
  void keepsWhenTheLiveJobWasFirstStarted() {
    Instant first = world.clock.instant();
    world.beforeTick = () -> world.liveJob.fail("no memory");
    assertThatThrownBy(() -> world.migration().apply()).isInstanceOf(JobFailedException.class);
    world.beforeTick = () -> {};

    world.migration().apply();

    assertThat(world.entry().details())
        .containsEntry(JournalDetails.LIVE_STARTED, first.toString());
  }
}
