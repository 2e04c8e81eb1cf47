package dev.crossover.engine.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShardsTest {
  private static final Shards<Integer> SHARDS =
      Shards.of(Map.of("east", 1, "north", 2, "south", 3, "west", 4));

  @Test
  @Timeout(60)
  void asksAllShardsSideBySide() {
    CountDownLatch asked = new CountDownLatch(4);

    assertThat(
            SHARDS.ask(
                (name, number) -> {
                  asked.countDown();
                  await(asked);
                  return number * 10;
                }))
        .containsExactly(
            Map.entry("east", 10),
            Map.entry("north", 20),
            Map.entry("south", 30),
            Map.entry("west", 40));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void asksEveryShardWhateverAnotherSaysAndNamesAllThatFail() {
    Set<String> asked = ConcurrentHashMap.newKeySet();

    assertThatThrownBy(
            () ->
                SHARDS.tell(
                    (name, number) -> {
                      asked.add(name);
                      if (number % 2 == 0) {
                        throw new SourceException("connection refused");
                      }
                    }))
        .isInstanceOf(SourceException.class)
        .hasMessage("shard north: connection refused")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("shard west: connection refused"));
    assertThat(asked).containsExactlyInAnyOrder("east", "north", "south", "west");
  }

  @Test
  void aFaultOfThisProgramGoesBeforeWhatAShardRefuses() {
    assertThatThrownBy(
            () ->
                SHARDS.tell(
                    (name, number) -> {
                      if (number == 3) {
                        throw new LinkageError("broken");
                      }
                      throw new SourceException("connection refused");
                    }))
        .isInstanceOf(LinkageError.class)
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(3));
  }

  @Test
  void closesEveryShardThoughItsThreadWasInterrupted() {
    Set<Integer> closed = ConcurrentHashMap.newKeySet();
    Thread.currentThread().interrupt();

    SHARDS.close(closed::add);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(closed).containsExactlyInAnyOrder(1, 2, 3, 4);
  }
}
