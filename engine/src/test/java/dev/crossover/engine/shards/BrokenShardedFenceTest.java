package dev.crossover.engine.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.engine.source.StaleFenceException;
import dev.crossover.engine.time.InterruptedWaitException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenShardedFenceTest {
  private final TwoFences fences = new TwoFences();

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of a cutover between two shards of a source",
      moment = "when any of the shards have raised and sealed the fence, and the others not",
      outcome = "whoever comes next finds the fence by the shards' own records and opens all")
  void opensEveryShardWhereverTheCutoverWasKilled() {
    FenceRecord record = fences.fence().look().record();
    long epoch = 1;
    for (TwoFences.Calls calls : TwoFences.Calls.upTo(2)) {
      long now = epoch;
      boolean ended =
          fences.endsWithin(
              calls,
              fence -> {
                fence.raise(now, "memory", record);
                fence.seal(now, record);
              });

      assertThat(ended).as("killed after %s", calls).isFalse();
      assertThat(fences.fence().raised().isPresent())
          .as("killed after %s", calls)
          .isEqualTo(calls.north() + calls.south() > 0);
      fences.open();
      fences.assertAllOpen();
      epoch += 2;
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of whoever opens a sharded source, between two shards",
      moment = "when any of the shards are open, and the others not",
      outcome = "whoever comes next opens the rest")
  void opensTheRestWhereverTheUnfencingWasKilled() {
    FenceRecord record = fences.fence().look().record();
    long epoch = 1;
    for (TwoFences.Calls calls : TwoFences.Calls.upTo(1)) {
      fences.fence().raise(epoch, "memory", record);
      long later = epoch + 1;

      assertThat(fences.endsWithin(calls, fence -> fence.lower(later, record))).isFalse();
      fences.fence().lower(later, record);

      fences.assertAllOpen();
      epoch += 2;
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of a cutover between two shards of a source, and the target is gone",
      moment = "while it seals the fence",
      outcome =
          "the watch opens every shard, also the sealed one: the cutover cannot be journalled")
  void aFenceThatIsSealedInSomeShardsOnlyIsOpenedWithoutTheJournal() {
    FenceRecord record = fences.fence().look().record();
    fences.fence().raise(1, "memory", record);
    assertThat(fences.endsWithin(new TwoFences.Calls(1, 0), fence -> fence.seal(1, record)))
        .isFalse();

    assertThat(fences.fence().lowerUnsealed()).isTrue();

    fences.assertAllOpen();
    assertThatThrownBy(() -> fences.fence().seal(1, record))
        .isInstanceOf(StaleFenceException.class);
  }

  @Test
  void goesOnWithoutTheJournalWhereAnotherWasKilledThatDidSo() {
    FenceRecord record = fences.fence().look().record();
    long epoch = 1;
    for (TwoFences.Calls calls : TwoFences.Calls.upTo(3)) {
      long now = epoch;
      fences.fence().raise(now, "memory", record);
      fences.endsWithin(new TwoFences.Calls(1, 0), fence -> fence.seal(now, record));

      fences.endsWithin(calls, Fence::lowerUnsealed);
      fences.fence().lowerUnsealed();

      fences.assertAllOpen();
      epoch++;
    }
  }

  @Test
  void aSealedFenceStaysUpWithoutTheJournal() {
    FenceRecord record = fences.fence().look().record();
    fences.fence().raise(1, "memory", record);
    fences.fence().seal(2, record);

    assertThat(fences.fence().lowerUnsealed()).isFalse();
    assertThat(List.of(fences.north.isUp(), fences.south.isUp())).containsExactly(true, true);
  }

  @Test
  void aShardThatDoesNotAnswerIsNamedAndHoldsUpNoOther() {
    FenceRecord record = fences.fence().look().record();
    fences.fence().raise(1, "memory", record);
    fences.southIsDown = true;

    assertThatThrownBy(() -> fences.fence().lower(2, record))
        .isInstanceOf(SourceException.class)
        .hasMessage("shard south: connection refused");
    assertThat(List.of(fences.north.isUp(), fences.south.isUp())).containsExactly(false, true);

    fences.southIsDown = false;
    fences.fence().lower(2, record);
    fences.assertAllOpen();
  }

  static List<Named<BiConsumer<Fence, FenceRecord>>> waysToOpen() {
    return List.of(
        Named.of("with the journal", (fence, record) -> fence.lower(2, record)),
        Named.of("without the journal", (fence, record) -> fence.lowerUnsealed()));
  }

  @ParameterizedTest
  @MethodSource("waysToOpen")
  @Timeout(60)
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the server of one shard takes requests and never answers",
      moment = "while the source is un-fenced",
      outcome = "every other shard is opened at once; that one when it answers")
  void aShardThatNeverAnswersHoldsUpNoOther(BiConsumer<Fence, FenceRecord> open)
      throws InterruptedException {
    FenceRecord record = fences.fence().look().record();
    fences.fence().raise(1, "memory", record);
    fences.northAnswers = new CountDownLatch(1);
    Thread opening = new Thread(() -> open.accept(fences.fence(), record));

    opening.start();
    while (fences.south.isUp()) {
      Thread.onSpinWait();
    }
    assertThat(fences.north.isUp()).isTrue();

    fences.northAnswers.countDown();
    opening.join();
    fences.assertAllOpen();
  }

  @Test
  @Timeout(60)
  void namesAShardThatNeverAnswersWhenItHasWaitedLongEnough() {
    FenceRecord record = fences.fence().look().record();
    fences.fence().raise(1, "memory", record);
    fences.northAnswers = new CountDownLatch(1);

    assertThatThrownBy(() -> fences.fence(Duration.ofSeconds(1)).lower(2, record))
        .isInstanceOf(SourceException.class)
        .hasMessage("shard north: no answer within 1 s");
    while (fences.south.isUp()) {
      Thread.onSpinWait();
    }

    fences.northAnswers.countDown();
    fences.fence().lower(2, record);
    fences.assertAllOpen();
  }

  @Test
  @Timeout(60)
  void whoeverIsInterruptedDoesNotWaitForAShardThatNeverAnswers() throws InterruptedException {
    FenceRecord record = fences.fence().look().record();
    fences.fence().raise(1, "memory", record);
    fences.northAnswers = new CountDownLatch(1);
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread opening = new Thread(() -> fences.fence().lower(2, record));
    opening.setUncaughtExceptionHandler((thread, failure) -> end.set(failure));

    opening.start();
    opening.interrupt();
    opening.join();

    assertThat(end.get()).isInstanceOf(InterruptedWaitException.class);
    fences.northAnswers.countDown();
    fences.fence().lower(2, record);
    fences.assertAllOpen();
  }
}
