package dev.crossover.launcher.source;

class FakeFenceTest extends FenceContract {
  private final FakeFence fence = new FakeFence();

  @Override
  Fence fence() {
    return fence;
  }
}
