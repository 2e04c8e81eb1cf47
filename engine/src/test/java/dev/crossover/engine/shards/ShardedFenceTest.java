package dev.crossover.engine.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.source.FakeFence;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FenceContract;
import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.engine.source.StaleFenceException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ShardedFenceTest extends FenceContract {
  private final FakeFence north = new FakeFence();
  private final FakeFence south = new FakeFence();

  /** How many more calls of a shard's fence end before the process is killed. */
  private int callsLeft = Integer.MAX_VALUE;

  private boolean southIsDown;

  @Override
  protected Fence fence() {
    return new ShardedFence(
        Shards.of(Map.of("north", watched(north, "north"), "south", watched(south, "south"))));
  }

  /** A process is killed in a call of a fence; what the call did has an effect. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private Fence watched(FakeFence fence, String name) {
    return (Fence)
        Proxy.newProxyInstance(
            Fence.class.getClassLoader(),
            new Class<?>[] {Fence.class},
            (proxy, method, arguments) -> {
              if (southIsDown && name.equals("south")) {
                throw new SourceException("connection refused");
              }
              if (callsLeft == 0) {
                throw new Killed();
              }
              try {
                Object answer = method.invoke(fence, arguments);
                if (--callsLeft == 0) {
                  throw new Killed();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  protected void begin() {
    north.begin();
    south.begin();
  }

  @Override
  protected void giveUp() {
    north.giveUp();
    south.giveUp();
  }

  /** Does something that is killed after some calls; returns whether it came to an end. */
  private boolean endsWithin(int calls, Consumer<Fence> act) {
    callsLeft = calls;
    try {
      act.accept(fence());
      return true;
    } catch (Killed killed) {
      return false;
    } finally {
      callsLeft = Integer.MAX_VALUE;
    }
  }

  private void open() {
    fence().raised().ifPresent(up -> fence().lower(up.epoch() + 1, up.record()));
  }

  private void assertAllOpen() {
    assertThat(List.of(north.isUp(), south.isUp())).containsExactly(false, false);
    assertThat(fence().raised()).isEmpty();
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of a cutover between two shards of a source",
      moment = "after each call by which it raises and seals the fence",
      outcome = "whoever comes next finds the fence by the shards' own records and opens all")
  void opensEveryShardWhereverTheCutoverWasKilled() {
    FenceRecord record = fence().look().record();
    long epoch = 1;
    for (int calls = 1; calls <= 4; calls++) {
      long now = epoch;
      boolean ended =
          endsWithin(
              calls,
              fence -> {
                fence.raise(now, "memory", record);
                fence.seal(now, record);
              });

      assertThat(ended).as("killed after call %d", calls).isFalse();
      assertThat(fence().raised()).as("killed after call %d", calls).isPresent();
      open();
      assertAllOpen();
      epoch += 2;
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of whoever opens a sharded source, between two shards",
      moment = "after each call by which it lowers the fence",
      outcome = "whoever comes next opens the rest")
  void opensTheRestWhereverTheUnfencingWasKilled() {
    FenceRecord record = fence().look().record();
    for (int calls = 1; calls <= 2; calls++) {
      fence().raise(calls * 10L, "memory", record);
      long later = calls * 10L + 1;

      endsWithin(calls, fence -> fence.lower(later, record));
      fence().lower(later, record);

      assertAllOpen();
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
    FenceRecord record = fence().look().record();
    fence().raise(1, "memory", record);
    assertThat(endsWithin(1, fence -> fence.seal(1, record))).isFalse();

    assertThat(fence().lowerUnsealed()).isTrue();

    assertAllOpen();
    assertThatThrownBy(() -> fence().seal(1, record)).isInstanceOf(StaleFenceException.class);
  }

  @Test
  void goesOnWithoutTheJournalWhereAnotherWasKilledThatDidSo() {
    FenceRecord record = fence().look().record();
    for (int calls = 1; calls <= 5; calls++) {
      fence().raise(calls * 10L, "memory", record);
      endsWithin(1, fence -> fence.seal(1_000, record));

      endsWithin(calls, Fence::lowerUnsealed);
      fence().lowerUnsealed();

      assertAllOpen();
    }
  }

  @Test
  void aSealedFenceStaysUpWithoutTheJournal() {
    FenceRecord record = fence().look().record();
    fence().raise(1, "memory", record);
    fence().seal(2, record);

    assertThat(fence().lowerUnsealed()).isFalse();
    assertThat(List.of(north.isUp(), south.isUp())).containsExactly(true, true);
  }

  @Test
  void aShardThatDoesNotAnswerIsNamedAndHoldsUpNoOther() {
    FenceRecord record = fence().look().record();
    fence().raise(1, "memory", record);
    southIsDown = true;

    assertThatThrownBy(() -> fence().lower(2, record))
        .isInstanceOf(SourceException.class)
        .hasMessage("shard south: connection refused");
    assertThat(List.of(north.isUp(), south.isUp())).containsExactly(false, true);

    southIsDown = false;
    fence().lower(2, record);
    assertAllOpen();
  }

  @Test
  void aShardThatCannotBeClosedStopsTheCutover() {
    FenceRecord record = fence().look().record();
    southIsDown = true;

    assertThatThrownBy(() -> fence().raise(1, "memory", record))
        .hasMessage("shard south: connection refused");

    southIsDown = false;
    fence().lower(2, record);
    assertAllOpen();
  }

  @Test
  void namesTheShardThatLeaks() {
    FencePlan plan = fence().look();
    fence().raise(1, "memory", plan.record());
    south.lowerUnsealed();

    assertThat(fence().leaks(plan.record()))
        .containsExactly("shard south: app has INSERT on shop.sale");
    assertThat(plan.summary())
        .isEqualTo("in shard north close shop.sale to app; in shard south close shop.sale to app");
  }

  @Test
  void refusesTheFenceOfOtherShards() {
    FenceRecord record = fence().look().record();
    Fence more =
        new ShardedFence(
            Shards.of(Map.of("north", north, "south", south, "west", new FakeFence())));

    assertThatThrownBy(() -> more.raise(1, "memory", record))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(
            "the fence is of the shards north, south, the settings name north, south, west");
    assertThat(north.isUp()).isFalse();
  }

  @Test
  void refusesToOpenShardsThatAreFencedForDifferentTargets() {
    north.raise(1, "one", north.look().record());
    south.raise(1, "other", south.look().record());

    assertThatThrownBy(() -> fence().raised())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("fenced for different targets");
  }
}
