package dev.crossover.platforms.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Capture as a child JVM.
 *
 * @param command runs the capture in the foreground
 * @param environment added to the child's environment; the place for secrets
 */
public record ChildCapture(
    ChildProcess process, List<String> command, Map<String, String> environment)
    implements CaptureProcess {
  private static final Duration GRACE = Duration.ofSeconds(20);

  @Override
  public void ensureRunning() {
    process.ensureRunning(command, environment);
  }

  @Override
  public boolean running() {
    return process.running();
  }

  @Override
  public void stop() {
    process.stop(GRACE);
  }
}
