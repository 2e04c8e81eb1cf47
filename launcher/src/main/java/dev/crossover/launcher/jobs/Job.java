package dev.crossover.launcher.jobs;

import java.util.Optional;

/** One pipeline as a job outside this process, which it outlives. */
public interface Job {
  /** Makes the job run; does nothing if it runs, or has ended well. */
  void start();

  Status status();

  /** Ends the job at once; does nothing if it does not run. Nothing is lost by it. */
  void cancel();

  /**
   * @param detail for a failed job the reason and where its log is
   */
  record Status(State state, Optional<String> detail) {}

  /** Where the job is. */
  enum State {
    NOT_STARTED,
    RUNNING,
    DONE,
    FAILED
  }
}
