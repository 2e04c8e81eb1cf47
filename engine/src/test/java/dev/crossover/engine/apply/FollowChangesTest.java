package dev.crossover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.time.FakeTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FollowChangesTest {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LIST = Duration.ofSeconds(30);

  private final FakeTiming time = new FakeTiming();
  private final Instant start = time.instant();
  private final InMemoryBucket bucket = new InMemoryBucket();
  private final List<ApplyProgress> published = new ArrayList<>();
  private Optional<AppliedWatermark> emitted = Optional.empty();
  private ApplyLoop.Standing standing = standing(0, 0);
  private int rounds;
  private Runnable duringRound = () -> {};

  private final FollowChanges follow =
      new FollowChanges(
          () -> {
            rounds++;
            duringRound.run();
            return standing;
          },
          bucket,
          () -> emitted,
          published::add,
          new FollowChanges.Pauses(POLL, LIST),
          time.timing());

  private static ApplyLoop.Standing standing(long files, long left) {
    return new ApplyLoop.Standing(files, left, false, Optional.empty());
  }

  private static Optional<AppliedWatermark> at(long position) {
    return Optional.of(
        new AppliedWatermark(LogPosition.of(position, 0), Instant.ofEpochSecond(position)));
  }

  private Duration elapsed() {
    return Duration.between(start, time.instant());
  }

  private ApplyProgress last() {
    return published.get(published.size() - 1);
  }

  @Test
  void looksAgainAtTheFirstPollAfterAFileHasCome() {
    time.duringNextWait(() -> bucket.write("changes/a.avro", new byte[0]));
    follow.applyAndWait();
    assertThat(elapsed()).isEqualTo(POLL);
  }

  @Test
  void asksForNoListWhileTheBucketIsNotWrittenTo() {
    follow.applyAndWait();
    assertThat(rounds).isEqualTo(1);
    assertThat(elapsed()).isEqualTo(LIST);
    assertThat(bucket.listings()).isZero();
  }

  @Test
  void noticesAFileThatCameDuringTheRound() {
    duringRound = () -> bucket.write("changes/a.avro", new byte[0]);
    follow.applyAndWait();
    assertThat(elapsed()).isEqualTo(POLL);
  }

  @Test
  void goesOnAtEachPollWhileFilesAreLeft() {
    standing = standing(1, 2);
    follow.applyAndWait();
    follow.applyAndWait();
    assertThat(rounds).isEqualTo(2);
    assertThat(elapsed()).isEqualTo(POLL.multipliedBy(2));
  }

  @Test
  void goesOnAtOnceWhileARoundHasMoreToDo() {
    standing = new ApplyLoop.Standing(1, 2, true, Optional.empty());
    duringRound =
        () -> {
          if (rounds == 3) {
            standing = standing(3, 0);
          }
        };
    time.duringNextWait(() -> bucket.write("changes/a.avro", new byte[0]));
    follow.applyAndWait();
    assertThat(rounds).isEqualTo(3);
    assertThat(published).extracting(ApplyProgress::left).containsExactly(2L, 2L, 0L);
    assertThat(elapsed()).isEqualTo(POLL);
  }

  @Test
  void goesOnAtEachPollAfterAFailure() {
    standing = new ApplyLoop.Standing(0, 0, false, Optional.of("the target is away"));
    follow.applyAndWait();
    assertThat(elapsed()).isEqualTo(POLL);
    assertThat(last().failure()).contains("the target is away");
  }

  @Test
  void listsARareTimeWhenAListTakesLong() {
    duringRound = () -> time.advance(Duration.ofSeconds(1));
    follow.applyAndWait();
    assertThat(elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(200));
  }

  @Test
  void publishesEveryTenSecondsWhileIdle() {
    follow.applyAndWait();
    assertThat(published)
        .extracting(progress -> Duration.between(start, progress.at()).toSeconds())
        .containsExactly(0L, 10L, 20L, 30L);
  }

  @Test
  void hasAppliedWhatWasEmittedBeforeARoundThatLeavesNothing() {
    emitted = at(7);
    duringRound = () -> emitted = at(9);
    time.duringNextWait(() -> bucket.write("changes/a.avro", new byte[0]));
    follow.applyAndWait();
    assertThat(last().watermark()).isEqualTo(at(7));
  }

  @Test
  void keepsItsWatermarkUntilARoundHasLookedForMore() {
    emitted = at(7);
    standing = new ApplyLoop.Standing(1, 0, true, Optional.empty());
    duringRound =
        () -> {
          if (rounds == 2) {
            standing = standing(1, 0);
          }
        };
    time.duringNextWait(() -> bucket.write("changes/a.avro", new byte[0]));
    follow.applyAndWait();
    assertThat(published)
        .extracting(ApplyProgress::watermark)
        .containsExactly(Optional.empty(), at(7));
  }

  @Test
  void keepsItsWatermarkWhileFilesAreLeft() {
    emitted = at(7);
    time.duringNextWait(() -> bucket.write("changes/a.avro", new byte[0]));
    follow.applyAndWait();
    emitted = at(9);
    standing = standing(3, 1);
    follow.applyAndWait();
    assertThat(last().left()).isEqualTo(1);
    assertThat(last().watermark()).isEqualTo(at(7));
  }

  @Test
  void followsTheStreamWhileNothingIsWritten() {
    emitted = at(7);
    time.duringNextWait(() -> emitted = at(8));
    follow.applyAndWait();
    assertThat(last().watermark()).isEqualTo(at(8));
  }

  @Test
  void doesNotFollowTheStreamPastAFileThatIsNotApplied() {
    emitted = at(7);
    time.duringNextWait(
        () -> {
          time.advance(Duration.ofSeconds(10));
          emitted = at(8);
          bucket.write("changes/a.avro", new byte[0]);
        });
    follow.applyAndWait();
    assertThat(last().watermark()).isEqualTo(at(7));
  }
}
