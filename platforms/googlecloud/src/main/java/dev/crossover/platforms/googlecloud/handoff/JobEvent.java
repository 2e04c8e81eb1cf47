package dev.crossover.platforms.googlecloud.handoff;

import java.util.Optional;
import java.util.Set;

/**
 * Dataflow says that a job has changed its state ({@code
 * google.events.cloud.dataflow.v1beta3.JobEventData}). Deliveries come at least once and in any
 * order, so it says where to look and not what there is.
 *
 * @param job the job's name
 * @param state such as {@code JOB_STATE_DONE}
 */
public record JobEvent(String job, String state) {
  /** The type of the only events that the service is sent. */
  public static final String TYPE = "google.cloud.dataflow.job.v1beta3.statusChanged";

  private static final Set<String> ENDED =
      Set.of(
          "JOB_STATE_DONE",
          "JOB_STATE_FAILED",
          "JOB_STATE_CANCELLED",
          "JOB_STATE_UPDATED",
          "JOB_STATE_DRAINED");

  /**
   * @return empty if it is an event of another type
   * @throws MalformedEventException if it names no job
   */
  public static Optional<JobEvent> of(CloudEvent event) {
    if (!event.type().equals(TYPE)) {
      return Optional.empty();
    }
    String job = event.data().at("/payload/name").asText();
    if (job.isBlank()) {
      throw new MalformedEventException("the event's data has no payload.name, the job's");
    }
    return Optional.of(new JobEvent(job, event.data().at("/payload/currentState").asText()));
  }

  /** Whether the job has ended, as the event says. */
  public boolean saysEnded() {
    return ENDED.contains(state);
  }
}
