package dev.crossover.launcher.local;

import dev.crossover.launcher.jobs.Job;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pipeline as a child JVM: exit code 0 is DONE, any other is FAILED. */
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
      return new Status(State.RUNNING, Optional.empty());
    }
    if (!process.known()) {
      return new Status(State.NOT_STARTED, Optional.empty());
    }
    return process.exitCode().orElse(-1) == 0
        ? new Status(State.DONE, Optional.empty())
        : new Status(State.FAILED, Optional.of(failure()));
  }

  private String failure() {
    String how =
        process.exitCode().isPresent()
            ? "ended with exit code " + process.exitCode().getAsInt()
            : "was killed";
    return how
        + process.lastLogLine().map(line -> ": " + line).orElse("")
        + "; its log is "
        + process.log();
  }

  @Override
  public void cancel() {
    process.stop(GRACE);
  }
}
