package dev.crossover.platforms.googlecloud.jobs;

import com.google.dataflow.v1beta3.Job;
import com.google.dataflow.v1beta3.JobState;
import com.google.protobuf.Timestamp;
import dev.crossover.contract.ExternalToolException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A job of Dataflow that is known by its name. For one thread. */
final class DataflowJob implements dev.crossover.engine.platform.Job {
  /** Jobs run for hours; who asks more often is told the same. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private static final Duration ENDING = Duration.ofMinutes(15);

  private final Dataflow dataflow;
  private final JobOrder order;
  private final ForgottenJobs forgotten;
  private final Runnable prepare;
  private Optional<String> launched = Optional.empty();
  private Optional<Status> seen = Optional.empty();
  private Duration seenAt = Duration.ZERO;

  /**
   * @param prepare makes what the job reads when it begins; may run again
   */
  DataflowJob(Dataflow dataflow, JobOrder order, ForgottenJobs forgotten, Runnable prepare) {
    this.dataflow = dataflow;
    this.order = order;
    this.forgotten = forgotten;
    this.prepare = prepare;
  }

  @Override
  public void start() {
    seen = Optional.empty();
    List<Job> jobs = dataflow.named(order.name());
    Optional<Job> present = present(jobs);
    if (present.filter(job -> JobStates.isEnding(job.getCurrentState())).isPresent()) {
      throw new ExternalToolException(
          "the job %s is still ending (%s); wait until it has ended, then run the command again: %s"
              .formatted(
                  order.name(),
                  present.get().getCurrentState(),
                  dataflow.console(present.get().getId())));
    }
    if (present.map(job -> JobStates.of(job.getCurrentState())).filter(State::goesOn).isPresent()
        || present.filter(job -> job.getCurrentState() == JobState.JOB_STATE_DONE).isPresent()) {
      return;
    }
    prepare.run();
    launched = Optional.of(dataflow.launch(order, Dataflow.ids(jobs)));
  }

  @Override
  public Status status() {
    Duration now = dataflow.timing().elapsed();
    if (seen.isEmpty() || now.minus(seenAt).compareTo(LOOK_EVERY) >= 0) {
      seen = Optional.of(look().map(this::status).orElse(Status.of(State.NOT_STARTED)));
      seenAt = now;
    }
    return seen.get();
  }

  /** A list may lag behind a launch, and what was launched here is known by its id. */
  private Optional<Job> look() {
    return launched
        .flatMap(dataflow::job)
        .filter(job -> job.getCurrentState() != JobState.JOB_STATE_UPDATED)
        .or(() -> present(dataflow.named(order.name())));
  }

  /** The one that runs, else the newest. */
  private Optional<Job> present(List<Job> jobs) {
    Set<String> old = forgotten.ids();
    List<Job> ours = jobs.stream().filter(job -> !old.contains(job.getId())).toList();
    return ours.stream()
        .filter(job -> JobStates.isActive(job.getCurrentState()))
        .findFirst()
        .or(() -> ours.stream().max(Comparator.comparing(job -> instant(job.getCreateTime()))));
  }

  private Status status(Job job) {
    State state = JobStates.of(job.getCurrentState());
    return new Status(
        state,
        state == State.FAILED ? Optional.of(failure(job)) : JobStates.text(job.getCurrentState()),
        state == State.RUNNING ? Optional.of(instant(started(job))) : Optional.empty());
  }

  private static Timestamp started(Job job) {
    return job.hasStartTime() ? job.getStartTime() : job.getCreateTime();
  }

  private String failure(Job job) {
    List<String> words = new ArrayList<>();
    JobStates.text(job.getCurrentState()).ifPresent(words::add);
    if (job.getCurrentState() == JobState.JOB_STATE_FAILED) {
      List<String> errors = dataflow.lastErrors(job.getId());
      words.add(
          errors.isEmpty()
              ? "Dataflow gives no reason"
              : errors.stream().map(String::strip).collect(Collectors.joining("\n")));
      LaunchFailures.causes(errors, order).ifPresent(causes -> words.add("\n" + causes));
    }
    words.add("its page is " + dataflow.console(job.getId()));
    return "job %s: %s".formatted(order.name(), String.join("; ", words));
  }

  @Override
  public void cancel() {
    Duration since = dataflow.timing().elapsed();
    Optional<Job> job = running();
    job.filter(found -> !JobStates.isEnding(found.getCurrentState()))
        .ifPresent(found -> dataflow.end(found, order.end()));
    while (job.isPresent()) {
      if (dataflow.timing().elapsed().minus(since).compareTo(ENDING) > 0) {
        throw new ExternalToolException(
            "the job %s has not ended in %d minutes (%s); run the command again when it has, or"
                    .formatted(order.name(), ENDING.toMinutes(), job.get().getCurrentState())
                + " cancel it: "
                + dataflow.console(job.get().getId()));
      }
      dataflow.timing().pause(LOOK_EVERY);
      job = running();
    }
    seen = Optional.empty();
  }

  private Optional<Job> running() {
    return look().filter(job -> JobStates.isActive(job.getCurrentState()));
  }

  /** Lets the next migration's job have the name. The job has ended. */
  void forget() {
    dataflow.named(order.name()).stream()
        .filter(job -> JobStates.isOver(job.getCurrentState()))
        .forEach(forgotten::add);
    launched = Optional.empty();
    seen = Optional.empty();
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
