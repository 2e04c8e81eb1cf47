package dev.crossover.launcher.real;

import dev.crossover.engine.platform.Job;

/** A job that a test runs itself, in a process of its own. */
final class NoJob implements Job {
  @Override
  public void start() {}

  @Override
  public Status status() {
    return Status.of(State.NOT_STARTED);
  }

  @Override
  public void cancel() {}
}
