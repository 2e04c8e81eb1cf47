package dev.crossover.launcher.toysource;

import dev.crossover.engine.platform.Platform;
import dev.crossover.engine.platform.PlatformContract;

class ThreadPlatformTest extends PlatformContract {
  private final ThreadPlatform platform =
      new ThreadPlatform(
          "127.0.0.1:1",
          () -> {
            throw new AssertionError("nothing runs here");
          });

  @Override
  protected Platform platform() {
    return platform;
  }
}
