package dev.crossover.platforms.local;

import dev.crossover.engine.platform.FenceWatchProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The watch over the fence as a child JVM. */
record ChildFenceWatch(ChildProcess process, List<String> command) implements FenceWatchProcess {
  private static final Duration GRACE = Duration.ofSeconds(2);

  @Override
  public void start() {
    process.ensureRunning(command, Map.of());
  }

  @Override
  public void stop() {
    process.stop(GRACE);
  }
}
