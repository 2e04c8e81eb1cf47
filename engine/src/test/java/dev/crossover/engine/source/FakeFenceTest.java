package dev.crossover.engine.source;

class FakeFenceTest extends FenceContract {
  private final FakeFence fence = new FakeFence();

  @Override
  protected Fence fence() {
    return fence;
  }

  @Override
  protected Fence fenceOfNoTable() {
    return fence;
  }

  @Override
  protected void begin() {
    fence.begin();
  }

  @Override
  protected void giveUp() {
    fence.giveUp();
  }
}
