package dev.crossover.engine.platform;

import java.time.Instant;
import java.util.Optional;

/** A long part of the migration, run outside this process, which it outlives. */
public interface Job {
  /** Makes the job run; does nothing if it runs, or has ended well. */
  void start();

  Status status();

  /** Ends the job at once; does nothing if it does not run. Nothing is lost by it. */
  void cancel();

  /**
   * @param detail for a failed or ended job the reason and where its log is; for a running one what
   *     a person should know, such as that it was started again
   * @param since when a running job was last started; empty if that is not known
   */
  record Status(State state, Optional<String> detail, Optional<Instant> since) {
    /** A state that needs no explanation. */
    public static Status of(State state) {
      return new Status(state, Optional.empty(), Optional.empty());
    }
  }

  /** Where the job is. */
  enum State {
    NOT_STARTED,
    RUNNING,
    /** It ended, and is started again by itself. */
    RESTARTING,
    DONE,
    FAILED;

    /** Whether it runs, or will in a moment without being asked. */
    public boolean goesOn() {
      return this == RUNNING || this == RESTARTING;
    }
  }
}
