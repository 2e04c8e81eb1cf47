package dev.crossover.engine.capture;

import dev.crossover.engine.source.FakeSourceLog;

class FakeCaptureSetupTest extends CaptureSetupContract {
  private final FakeCaptureSetup setup = new FakeCaptureSetup(new FakeSourceLog());

  @Override
  protected CaptureSetup setup() {
    return setup;
  }

  @Override
  protected void swapATable() {
    setup.swap("public.t");
  }
}
