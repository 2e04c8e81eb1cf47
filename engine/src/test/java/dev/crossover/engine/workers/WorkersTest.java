package dev.crossover.engine.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkersTest {
  @Test
  void doesEveryTask() {
    AtomicInteger done = new AtomicInteger();
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      tasks.add(done::incrementAndGet);
    }
    new Workers("test", 4).run(tasks);
    assertThat(done).hasValue(100);
  }

  @Test
  void doesAsManyAtOnceAsThereAreWorkers() {
    CyclicBarrier three = new CyclicBarrier(3);
    Runnable meet = () -> meet(three);
    new Workers("test", 3).run(List.of(meet, meet, meet, meet, meet, meet));
    assertThat(three.isBroken()).isFalse();
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void endsAllWithTheFirstFailure() {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger later = new AtomicInteger();
    Runnable forEver =
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw new IllegalStateException("not the first failure", e);
          }
        };
    Runnable fails =
        () -> {
          await(begun);
          throw new TargetException("the target is gone");
        };
    assertThatThrownBy(
            () ->
                new Workers("test", 2)
                    .run(List.of(forEver, fails, later::incrementAndGet, forEver)))
        .isInstanceOf(TargetException.class)
        .hasMessage("the target is gone");
    assertThat(interrupted.getCount()).isZero();
    assertThat(later.get()).isLessThanOrEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void passesABugOn() {
    Runnable bug =
        () -> {
          throw new AssertionError("a bug");
        };
    assertThatThrownBy(() -> new Workers("test", 1).run(List.of(bug)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("a bug");
  }

  @Test
  void refusesToWorkWithoutWorkers() {
    assertThatThrownBy(() -> new Workers("test", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be 1 worker or more, got 0");
  }
}
