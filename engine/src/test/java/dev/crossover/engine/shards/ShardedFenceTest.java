package dev.crossover.engine.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.source.FakeFence;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FenceContract;
import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.FenceRecord;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShardedFenceTest extends FenceContract {
  private final TwoFences fences = new TwoFences();

  @Override
  protected Fence fence() {
    return fences.fence();
  }

  @Override
  protected Fence fenceOfNoTable() {
    return fences.fence();
  }

  @Override
  protected void begin() {
    fences.north.begin();
    fences.south.begin();
  }

  @Override
  protected void giveUp() {
    fences.north.giveUp();
    fences.south.giveUp();
  }

  @Test
  void aShardThatCannotBeClosedStopsTheCutover() {
    FenceRecord record = fences.fence().look().record();
    fences.southIsDown = true;

    assertThatThrownBy(() -> fences.fence().raise(1, "memory", record))
        .hasMessage("shard south: connection refused");

    fences.southIsDown = false;
    fences.fence().lower(2, record);
    fences.assertAllOpen();
  }

  @Test
  void namesTheShardThatLeaks() {
    FencePlan plan = fences.fence().look();
    fences.fence().raise(1, "memory", plan.record());
    fences.south.lowerUnsealed();

    assertThat(fences.fence().leaks(plan.record()))
        .containsExactly("shard south: app has INSERT on shop.sale");
    assertThat(plan.summary())
        .isEqualTo("in shard north close shop.sale to app; in shard south close shop.sale to app");
  }

  @Test
  void refusesTheFenceOfOtherShards() {
    FenceRecord record = fences.fence().look().record();
    Fence more =
        new ShardedFence(
            Shards.of(
                Map.of("north", fences.north, "south", fences.south, "west", new FakeFence())));

    assertThatThrownBy(() -> more.raise(1, "memory", record))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(
            "the fence is of the shards north, south, the settings name north, south, west");
    assertThat(fences.north.isUp()).isFalse();
  }

  @Test
  void refusesToOpenShardsThatAreFencedForDifferentTargets() {
    fences.north.raise(1, "one", fences.north.look().record());
    fences.south.raise(1, "other", fences.south.look().record());

    assertThatThrownBy(() -> fences.fence().raised())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("fenced for different targets");
  }
}
