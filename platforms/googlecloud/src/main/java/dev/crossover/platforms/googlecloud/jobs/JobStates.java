package dev.crossover.platforms.googlecloud.jobs;

import com.google.dataflow.v1beta3.JobState;
import dev.crossover.engine.platform.Job.State;
import java.util.Optional;

/** What Dataflow's states of a job mean to us. */
final class JobStates {
  private JobStates() {}

  /** Whether a second job of the name would be refused. */
  static boolean isActive(JobState state) {
    return !isOver(state);
  }

  /** Whether it is on its way to an end that somebody asked for. */
  static boolean isEnding(JobState state) {
    return state == JobState.JOB_STATE_CANCELLING || state == JobState.JOB_STATE_DRAINING;
  }

  static boolean isOver(JobState state) {
    return switch (state) {
      case JOB_STATE_DONE,
          JOB_STATE_FAILED,
          JOB_STATE_CANCELLED,
          JOB_STATE_UPDATED,
          JOB_STATE_DRAINED ->
          true;
      default -> false;
    };
  }

  /** What it means to who waits for the job's work: nothing more comes of one that is ending. */
  static State of(JobState state) {
    if (isEnding(state)) {
      return State.FAILED;
    }
    if (isOver(state)) {
      return state == JobState.JOB_STATE_DONE ? State.DONE : State.FAILED;
    }
    return State.RUNNING;
  }

  /** What a person should know of the state beside its name; empty if that says enough. */
  static Optional<String> text(JobState state) {
    return switch (state) {
      case JOB_STATE_QUEUED, JOB_STATE_PENDING, JOB_STATE_STOPPED ->
          Optional.of("its workers are being started");
      case JOB_STATE_RESOURCE_CLEANING_UP -> Optional.of("its workers are being taken away");
      case JOB_STATE_CANCELLED -> Optional.of("it was cancelled");
      case JOB_STATE_DRAINED -> Optional.of("it was drained");
      case JOB_STATE_UPDATED -> Optional.of("it was replaced by another job");
      case JOB_STATE_CANCELLING -> Optional.of("it is being cancelled");
      case JOB_STATE_DRAINING -> Optional.of("it is being drained");
      case JOB_STATE_RUNNING, JOB_STATE_DONE, JOB_STATE_FAILED -> Optional.empty();
      default -> Optional.of("Dataflow says " + state + ", which is taken for running");
    };
  }
}
