package dev.crossover.platforms.googlecloud.stream;

import static java.util.stream.Collectors.joining;

import com.google.cloud.datastream.v1.Stream;
import com.google.longrunning.Operation;
import com.google.protobuf.util.Timestamps;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.GoogleCapture;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.StreamInSource;
import dev.crossover.engine.capture.StreamState;
import dev.crossover.engine.capture.StreamStates;
import dev.crossover.engine.changes.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A stream of Datastream, which the stacks make and this starts. It never says how far it is, so
 * what follows from it is evidence and not proof.
 */
public final class DatastreamChangeStream implements ChangeStream {
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Datastream datastream;
  private final String name;
  private final StreamStates states;
  private final CaptureSetup setup;
  private final StreamInSource source;
  private final Optional<GoogleCapture.StartPosition> start;
  private final Supplier<Optional<Duration>> freshness;

  /**
   * @param name the stream's full name
   * @param states where the place that it began at is kept
   * @param start where in the log a stream begins that has never run; empty for where the log is,
   *     or where the source keeps its place
   * @param freshness how far it is behind the source; empty if nobody knows
   */
  public DatastreamChangeStream(
      Datastream datastream,
      String name,
      StreamStates states,
      CaptureSetup setup,
      Optional<GoogleCapture.StartPosition> start,
      Supplier<Optional<Duration>> freshness) {
    this.datastream = datastream;
    this.name = name;
    this.states = states;
    this.setup = setup;
    this.source =
        new StreamInSource(
            states,
            setup,
            "the bucket",
            () -> datastream.now(name).isPresent(),
            datastream.timing().clock());
    this.start = start;
    this.freshness = freshness;
  }

  @Override
  public void prepare() {
    source.make();
  }

  /**
   * @throws SourceException if the source refuses, or has lost what the stream needs to go on
   * @throws ExternalToolException if there is no stream, or it does not run
   */
  @Override
  public void start() {
    boolean goesOn = states.read().flatMap(StreamState::safe).isPresent();
    source.make();
    if (goesOn) {
      setup.requireKept();
    }
    Duration begun = datastream.timing().elapsed();
    Optional<Operation> operation = Optional.empty();
    while (true) {
      Stream stream = datastream.now(name).orElseThrow(this::absent);
      madeAnew(stream)
          .ifPresent(
              line -> {
                throw new SourceException(
                    line + "; begin anew: crossover cleanup --abandon, then crossover run");
              });
      switch (stream.getState()) {
        case RUNNING -> {
          record(stream);
          return;
        }
        case FAILED, FAILED_PERMANENTLY -> throw failed(stream);
        case NOT_STARTED, PAUSED -> operation = operation.or(() -> go(stream));
        default -> {}
      }
      operation.ifPresent(asked -> datastream.requireNotFailed(asked, "start " + name));
      if (datastream.timing().elapsed().minus(begun).compareTo(PATIENCE) > 0) {
        throw new ExternalToolException(
            "the stream %s does not run after %d minutes, it is %s; look at it in the console, then run the command again"
                .formatted(name, PATIENCE.toMinutes(), stream.getState()));
      }
      datastream.timing().pause(LOOK);
    }
  }

  private void record(Stream stream) {
    states
        .read()
        .filter(state -> state.served().isEmpty())
        .ifPresent(state -> states.write(state.servedBy(birth(stream))));
  }

  /** One that was made anew begins where the log is then; what is before that it does not have. */
  private Optional<String> madeAnew(Stream stream) {
    return states
        .read()
        .flatMap(StreamState::served)
        .filter(recorded -> !recorded.equals(birth(stream)))
        .map(
            recorded ->
                "the stream %s was made anew at %s, and the one of %s carried this migration: changes between the two may be lost"
                    .formatted(name, birth(stream), recorded));
  }

  private static String birth(Stream stream) {
    return Timestamps.toString(stream.getCreateTime());
  }

  private Optional<Operation> go(Stream stream) {
    return stream.getState() == Stream.State.NOT_STARTED && start.isPresent()
        ? datastream.run(name, StartPlace.of(start.get()))
        : datastream.become(name, Stream.State.RUNNING);
  }

  private ExternalToolException absent() {
    return new ExternalToolException(
        "Datastream has no stream %s; deploy the live stack of the environment, without its job: crossover deploy --phase capture, or cdktf deploy; then run the command again"
            .formatted(name));
  }

  private SourceException failed(Stream stream) {
    return new SourceException(
        "the stream %s is %s: %s; %s"
            .formatted(
                name,
                stream.getState(),
                errors(stream).orElse("Datastream gives no reason"),
                stream.getState() == Stream.State.FAILED
                    ? "repair that, resume the stream in the console, and run the command again;"
                        + " the source keeps the changes meanwhile"
                    : "it cannot be resumed where it stood, so begin anew: crossover cleanup"
                        + " --abandon, then crossover run"));
  }

  private static Optional<String> errors(Stream stream) {
    return stream.getErrorsCount() == 0
        ? Optional.empty()
        : Optional.of(stream.getErrorsList().stream().map(Datastream::text).collect(joining("; ")));
  }

  @Override
  public boolean tellsHowFar() {
    return false;
  }

  @Override
  public Status status() {
    Optional<StreamState> recorded = states.read().filter(state -> state.start().isPresent());
    return recorded
        .map(state -> status(state, datastream.lately(name)))
        .orElseGet(
            () -> status(State.ABSENT, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private Status status(StreamState recorded, Optional<Stream> stream) {
    State state = stream.map(found -> state(found.getState())).orElse(State.STOPPED);
    return status(
        state,
        recorded.start().map(LogPosition::of),
        state == State.RUNNING
            ? freshness.get().map(behind -> datastream.timing().now().minus(behind))
            : Optional.empty(),
        stream.map(DatastreamChangeStream::text).orElse(Optional.of("Datastream has no " + name)));
  }

  private static Status status(
      State state,
      Optional<LogPosition> start,
      Optional<Instant> sourceTime,
      Optional<String> error) {
    return new Status(state, start, Optional.empty(), Optional.empty(), sourceTime, 0, 0, error);
  }

  /**
   * One that is being looked after by Datastream goes on by itself, and carries nothing till then.
   */
  private static State state(Stream.State state) {
    return switch (state) {
      case RUNNING -> State.RUNNING;
      case STARTING, MAINTENANCE -> State.STALLED;
      case FAILED, FAILED_PERMANENTLY -> State.FAILED;
      default -> State.STOPPED;
    };
  }

  private static Optional<String> text(Stream stream) {
    String is = "Datastream says " + stream.getState();
    Optional<String> errors = errors(stream);
    return stream.getState() == Stream.State.RUNNING
        ? errors
        : Optional.of(is + errors.map(text -> ": " + text).orElse(""));
  }

  /** What the source no longer hands on, and what Datastream says that it cannot carry. */
  @Override
  public List<String> uncaptured() {
    List<String> lines = new ArrayList<>(source.uncaptured());
    if (states.read().isPresent()) {
      datastream.now(name).flatMap(this::madeAnew).ifPresent(lines::add);
      lines.addAll(datastream.objectErrors(name));
    }
    return lines;
  }

  /** Pauses it, and waits until it has written what it has read. */
  @Override
  public void stop() {
    Duration begun = datastream.timing().elapsed();
    Optional<Operation> operation = Optional.empty();
    while (true) {
      Optional<Stream> stream = datastream.now(name);
      if (stream.isEmpty() || isStill(stream.get().getState())) {
        return;
      }
      if (stream.get().getState() != Stream.State.DRAINING) {
        operation = operation.or(() -> datastream.become(name, Stream.State.PAUSED));
      }
      operation.ifPresent(asked -> datastream.requireNotFailed(asked, "pause " + name));
      if (datastream.timing().elapsed().minus(begun).compareTo(PATIENCE) > 0) {
        throw new ExternalToolException(
            "the stream %s does not stop in %d minutes, it is %s; look at it in the console, then run the command again"
                .formatted(name, PATIENCE.toMinutes(), stream.get().getState()));
      }
      datastream.timing().pause(LOOK);
    }
  }

  private static boolean isStill(Stream.State state) {
    return switch (state) {
      case NOT_STARTED, PAUSED, FAILED, FAILED_PERMANENTLY -> true;
      default -> false;
    };
  }

  @Override
  public void remove() {
    if (datastream.now(name).filter(stream -> !isStill(stream.getState())).isPresent()) {
      throw new SourceException("the change stream still runs; stop it before it is removed");
    }
    source.remove();
  }
}
