package dev.crossover.launcher.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.journal.TestClock;
import dev.crossover.engine.time.Timing;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private final TestClock clock = new TestClock();
  private final Timing timing = clock.timing();

  @Test
  void isOverWhenItsTimeHasCome() {
    Deadline deadline = Deadline.in(timing, Duration.ofSeconds(1));
    assertThat(deadline.isOver()).isFalse();

    clock.advance(Duration.ofSeconds(1));

    assertThat(deadline.isOver()).isTrue();
  }

  @Test
  void asksAtLeastOnceAndUntilTheAnswerIsYes() {
    Deadline deadline = Deadline.in(timing, Duration.ofSeconds(1));
    int[] asked = {0};

    assertThat(deadline.reached(() -> ++asked[0] == 3)).isTrue();
    assertThat(asked[0]).isEqualTo(3);
    assertThat(Deadline.in(timing, Duration.ZERO).reached(() -> true)).isTrue();
  }

  @Test
  void givesUpWhenItsTimeHasCome() {
    assertThat(Deadline.in(timing, Duration.ofSeconds(1)).reached(() -> false)).isFalse();
  }

  @Test
  void aQuestionThatIsNeverAnsweredEndsWithTheTimeToo() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Deadline over = new Deadline(timing, timing.elapsed().minusMillis(9_900));

    assertThat(
            over.reached(
                () -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                  return true;
                }))
        .isFalse();
    interrupted.await();
  }

  @Test
  void givesWhatTheWorkGives() throws InterruptedException {
    assertThat(Deadline.in(timing, Duration.ofMinutes(1)).call(() -> "done")).contains("done");
  }

  @Test
  void throwsWhatTheWorkThrows() {
    Deadline deadline = Deadline.in(timing, Duration.ofMinutes(1));

    assertThatThrownBy(
            () ->
                deadline.run(
                    () -> {
                      throw new IllegalStateException("bug");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bug");
  }

  @Test
  void interruptsWorkThatDoesNotComeBackAndDoesNotWaitForIt() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);

    boolean done =
        Deadline.in(timing, Duration.ofMillis(50))
            .run(
                () -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                });

    assertThat(done).isFalse();
    interrupted.await();
  }

  @Test
  void interruptsTheWorkWhenItsCallerIsInterrupted() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Thread caller = Thread.currentThread();

    assertThatThrownBy(
            () ->
                Deadline.in(timing, Duration.ofMinutes(1))
                    .run(
                        () -> {
                          caller.interrupt();
                          try {
                            never.await();
                          } catch (InterruptedException e) {
                            interrupted.countDown();
                          }
                        }))
        .isInstanceOf(InterruptedException.class);
    interrupted.await();
  }
}
