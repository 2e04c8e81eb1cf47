package dev.crossover.launcher.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.journal.FakeJournal;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.platform.JobFailedException;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.time.FakeTiming;
import dev.crossover.launcher.deadletters.OrderInDoubt;
import dev.crossover.launcher.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whether a migration that says READY has a live job that applies. */
class ReadyProofTest {
  private final FakeTiming time = new FakeTiming();
  private final Instant start = time.instant();
  private final World world = new World();
  private final Lease lease =
      Lease.acquire(
          new FakeJournal(time), Owner.thisProcess("here"), time.timing(), owner -> false);
  private final ApplyUntilReady untilReady =
      new ApplyUntilReady(
          world.liveJob(),
          new LiveState(
              world,
              world.stream(),
              world,
              () -> new LiveState.AppliedTotals(0, 0, Optional.empty()),
              Optional::empty,
              time::instant,
              Duration.ofSeconds(2),
              time.timing()),
          OrderInDoubt.NONE,
          Duration.ofSeconds(5),
          Progress.silent(),
          time.timing());

  /** A source whose only change is a sentinel, its stream, its live job and its target. */
  private static final class World implements SourceLog, AppliedChanges {
    private final List<String> files = new ArrayList<>();
    private final Set<String> sentinelsOnTarget = new HashSet<>();
    private Job.Status job = Job.Status.of(Job.State.RUNNING);
    private long end;
    private long emitted;

    @Override
    public Mark mark() {
      end++;
      return new Mark(new Position(end, 0), "sentinel-" + end);
    }

    @Override
    public LogPosition end() {
      return LogPosition.of(end, 0);
    }

    @Override
    public PositionText positions() {
      return PositionText.PLAIN;
    }

    @Override
    public Retention retention() {
      throw new UnsupportedOperationException();
    }

    /** The stream has written the newest sentinel. */
    void capture() {
      emitted = end;
      files.add("changes/sentinel/2026/01/01/00/00/" + end + ".avro");
    }

    /** The live job has applied what the stream has written. */
    void apply() {
      files.clear();
      sentinelsOnTarget.add("sentinel-" + emitted);
    }

    /** The live job is gone. */
    void fail() {
      job = new Job.Status(Job.State.FAILED, Optional.of("it was killed"), Optional.empty());
    }

    @Override
    public List<String> unappliedFiles() {
      return List.copyOf(files);
    }

    @Override
    public List<String> unappliedOfMovedTables() {
      return unappliedFiles();
    }

    @Override
    public int parkedFiles() {
      return 0;
    }

    @Override
    public long openDeadLetters() {
      return 0;
    }

    @Override
    public Optional<Instant> lastRecorded() {
      return Optional.empty();
    }

    @Override
    public List<String> changesFrom(LogPosition place) {
      return List.of();
    }

    @Override
    public boolean hasSentinel(String token) {
      return sentinelsOnTarget.contains(token);
    }

    ChangeStream stream() {
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
        public ChangeStream.Status status() {
          return new ChangeStream.Status(
              State.RUNNING,
              Optional.of(LogPosition.of(0, 0)),
              Optional.of(LogPosition.of(emitted, 0)),
              Optional.empty(),
              Optional.empty(),
              0,
              0,
              Optional.empty());
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

    Job liveJob() {
      return new Job() {
        @Override
        public void start() {}

        @Override
        public Job.Status status() {
          return job;
        }

        @Override
        public void cancel() {}
      };
    }
  }

  @Test
  void isReadyOnceItsOwnSentinelIsOnTheTargetAndEveryFileIsApplied() {
    time.duringNextWait(
        () -> {
          world.capture();
          time.duringNextWait(world::apply);
        });
    untilReady.confirm(lease);
    assertThat(world.sentinelsOnTarget).containsExactly("sentinel-1");
    assertThat(world.files).isEmpty();
  }

  @Test
  void isNotReadyWhileTheJobAppliesNothing() {
    time.duringNextWait(world::capture);
    afterAMinute(world::fail);
    assertThatThrownBy(() -> untilReady.confirm(lease))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("killed");
    assertThat(time.instant()).isAfterOrEqualTo(start.plusSeconds(60));
  }

  @Test
  void isNotReadyWhileNothingIsCaptured() {
    afterAMinute(world::fail);
    assertThatThrownBy(() -> untilReady.confirm(lease)).isInstanceOf(JobFailedException.class);
    assertThat(time.instant()).isAfterOrEqualTo(start.plusSeconds(60));
  }

  @Test
  void doesNotTakeTheSentinelOfAnEarlierRunForItsOwn() {
    world.mark();
    world.capture();
    world.apply();
    afterAMinute(world::fail);
    assertThatThrownBy(() -> untilReady.confirm(lease)).isInstanceOf(JobFailedException.class);
  }

  @Test
  void writesANewSentinelIfTheFirstTookLongerThanTheSettingsAllow() {
    time.duringNextWait(
        () -> {
          world.capture();
          time.advance(Duration.ofSeconds(6));
          world.apply();
          time.duringNextWait(
              () -> {
                world.capture();
                world.apply();
              });
        });
    untilReady.confirm(lease);
    assertThat(world.end).isEqualTo(2);
    assertThat(world.sentinelsOnTarget).containsExactlyInAnyOrder("sentinel-1", "sentinel-2");
  }

  private void afterAMinute(Runnable event) {
    time.duringNextWait(
        () -> {
          if (time.instant().isBefore(start.plusSeconds(60))) {
            afterAMinute(event);
          } else {
            event.run();
          }
        });
  }
}
