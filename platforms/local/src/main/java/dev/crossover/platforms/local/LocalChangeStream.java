package dev.crossover.platforms.local;

import static java.util.stream.Collectors.joining;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.StreamInSource;
import dev.crossover.engine.capture.StreamState;
import dev.crossover.engine.capture.StreamStates;
import dev.crossover.engine.platform.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The source's own capture in a process of its own, in the place of Datastream. */
public final class LocalChangeStream implements ChangeStream {
  /** A capture says something every ten seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final StreamStates states;
  private final CaptureSetup setup;
  private final StreamInSource source;
  private final Job capture;
  private final Clock clock;

  /**
   * @param capture runs {@link dev.crossover.engine.capture.Capture}
   */
  public LocalChangeStream(StreamStates states, CaptureSetup setup, Job capture, Clock clock) {
    this.states = states;
    this.setup = setup;
    this.source = new StreamInSource(states, setup, "the work directory", () -> false, clock);
    this.capture = capture;
    this.clock = clock;
  }

  /**
   * @throws SourceException if the source refuses
   */
  @Override
  public void prepare() {
    source.make();
  }

  /**
   * @throws SourceException if the source refuses, or has lost what the stream needs to go on
   */
  @Override
  public void start() {
    boolean goesOn = states.read().flatMap(StreamState::safe).isPresent();
    StreamState state = source.make();
    if (goesOn && !capture.status().state().goesOn()) {
      setup.requireIntact(state.safe().orElseThrow());
    }
    capture.start();
  }

  @Override
  public boolean tellsHowFar() {
    return true;
  }

  @Override
  public Status status() {
    // In this order: a process that ends between the two has written its last word.
    Job.Status job = capture.status();
    return states.read().map(state -> status(state, job)).orElseGet(LocalChangeStream::absent);
  }

  private Status status(StreamState state, Job.Status job) {
    if (job.state() != Job.State.RUNNING || hasFailed(state, job)) {
      return with(state.status(false), state.status(false).state(), job.detail());
    }
    Duration silence = Duration.between(lastSign(state, job), clock.instant());
    return silence.compareTo(PATIENCE) < 0
        ? with(state.status(true), State.RUNNING, job.detail())
        : with(
            state.status(true),
            State.STALLED,
            Optional.of("it has said nothing for " + silence.toSeconds() + " s"));
  }

  /** A failure of an earlier run is not that of the one that runs now. */
  private static boolean hasFailed(StreamState state, Job.Status job) {
    return state.phase() == StreamState.Phase.FAILED
        && job.since().filter(since -> since.isAfter(state.at())).isEmpty();
  }

  private static Instant lastSign(StreamState state, Job.Status job) {
    return job.since().filter(since -> since.isAfter(state.at())).orElse(state.at());
  }

  /** A stream that was stopped on purpose needs no explanation. */
  private static Status with(Status status, State state, Optional<String> detail) {
    Optional<String> error =
        switch (state) {
          case ABSENT, STOPPED -> Optional.empty();
          case RUNNING, STALLED -> detail;
          case FAILED ->
              Optional.of(
                  Stream.concat(status.error().stream(), detail.stream()).collect(joining("; ")));
        };
    return new Status(
        state,
        status.start(),
        status.emitted(),
        status.lastChange(),
        status.sourceTime(),
        status.events(),
        status.passedOver(),
        error);
  }

  private static Status absent() {
    return new Status(
        State.ABSENT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        Optional.empty());
  }

  @Override
  public List<String> uncaptured() {
    return source.uncaptured();
  }

  @Override
  public void stop() {
    capture.cancel();
  }

  @Override
  public void remove() {
    if (capture.status().state().goesOn()) {
      throw new SourceException("the change stream still runs; stop it before it is removed");
    }
    source.remove();
  }
}
