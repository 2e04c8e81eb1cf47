package dev.crossover.engine.shards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.source.FakeFence;
import dev.crossover.engine.source.Fence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The fences of two shards, which can be killed and can stand still, and the one over them. */
final class TwoFences {
  final FakeFence north = new FakeFence();
  final FakeFence south = new FakeFence();

  /** How many more calls of a shard's fence have an effect before the process is killed. */
  private final Map<String, Integer> callsLeft =
      new ConcurrentHashMap<>(Map.of("north", Integer.MAX_VALUE, "south", Integer.MAX_VALUE));

  /** When it is open, the north answers. */
  volatile CountDownLatch northAnswers = new CountDownLatch(0);

  volatile boolean southIsDown;

  Fence fence() {
    return new ShardedFence(shards());
  }

  Fence fence(Duration patience) {
    return new ShardedFence(shards(), patience);
  }

  private Shards<Fence> shards() {
    return Shards.of(Map.of("north", watched(north, "north"), "south", watched(south, "south")));
  }

  /** A process is killed before a call of a fence. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private Fence watched(FakeFence fence, String name) {
    return (Fence)
        Proxy.newProxyInstance(
            Fence.class.getClassLoader(),
            new Class<?>[] {Fence.class},
            (proxy, method, arguments) -> {
              if (name.equals("north")) {
                northAnswers.await();
              }
              if (southIsDown && name.equals("south")) {
                throw new SourceException("connection refused");
              }
              if (callsLeft.merge(name, -1, Integer::sum) < 0) {
                throw new Killed();
              }
              try {
                return method.invoke(fence, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** How many calls of each shard's fence have an effect. */
  record Calls(int north, int south) {
    /** As they may be when a process is killed that asks the shards side by side. */
    static List<Calls> upTo(int most) {
      return IntStream.rangeClosed(0, most)
          .boxed()
          .flatMap(
              north -> IntStream.rangeClosed(0, most).mapToObj(south -> new Calls(north, south)))
          .filter(calls -> calls.north < most || calls.south < most)
          .toList();
    }
  }

  /** Does something that is killed after some calls; returns whether it came to an end. */
  boolean endsWithin(Calls calls, Consumer<Fence> act) {
    callsLeft.putAll(Map.of("north", calls.north, "south", calls.south));
    try {
      act.accept(fence());
      return true;
    } catch (Killed killed) {
      return false;
    } finally {
      bringToLife();
    }
  }

  private void bringToLife() {
    callsLeft.putAll(Map.of("north", Integer.MAX_VALUE, "south", Integer.MAX_VALUE));
  }

  void open() {
    fence().raised().ifPresent(up -> fence().lower(up.epoch() + 1, up.record()));
  }

  void assertAllOpen() {
    assertThat(List.of(north.isUp(), south.isUp())).containsExactly(false, false);
    assertThat(fence().raised()).isEmpty();
  }
}
