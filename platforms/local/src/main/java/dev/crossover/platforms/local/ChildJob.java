package dev.crossover.platforms.local;

import dev.crossover.engine.platform.Job;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job that ends by itself, as a child JVM: exit code 0 is DONE, any other is FAILED. */
public final class ChildJob implements Job {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final ChildProcess process;
  private final List<String> command;
  private final Map<String, String> environment;

  /**
   * @param environment added to the child's environment; the place for secrets
   */
  public ChildJob(ChildProcess process, List<String> command, Map<String, String> environment) {
    this.process = process;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
  }

  @Override
  public void start() {
    if (status().state() != State.DONE) {
      process.ensureRunning(command, environment);
    }
  }

  @Override
  public Status status() {
    if (process.running()) {
      return Status.of(State.RUNNING);
    }
    if (!process.known()) {
      return Status.of(State.NOT_STARTED);
    }
    return process.exitCode().orElse(-1) == 0
        ? Status.of(State.DONE)
        : new Status(State.FAILED, process.ending(), Optional.empty());
  }

  @Override
  public void cancel() {
    process.stop(GRACE);
  }
}
