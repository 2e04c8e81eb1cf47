package dev.crossover.platforms.local;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.StreamState;
import dev.crossover.engine.capture.StreamStates;
import dev.crossover.engine.changes.Position;
import java.time.Clock;
import java.util.Optional;

/** The source's own capture in a process of its own, in the place of Datastream. */
public final class LocalChangeStream implements ChangeStream {
  private final StreamStates states;
  private final CaptureSetup setup;
  private final CaptureProcess process;
  private final Clock clock;

  public LocalChangeStream(
      StreamStates states, CaptureSetup setup, CaptureProcess process, Clock clock) {
    this.states = states;
    this.setup = setup;
    this.process = process;
    this.clock = clock;
  }

  /**
   * @throws SourceException if the source refuses, or has lost what the stream needs to go on
   */
  @Override
  public void start() {
    StreamState state = states.read().orElseGet(this::claim);
    if (state.safe().isEmpty()) {
      Position start = setup.create();
      states.write(state.started(start, clock.instant()));
    } else if (!process.running()) {
      setup.requireIntact(state.safe().get());
    }
    process.ensureRunning();
  }

  /** Says in the file that the objects which are about to be made are ours. */
  private StreamState claim() {
    setup.requireUnused();
    StreamState state = StreamState.starting(clock.instant());
    states.write(state);
    return state;
  }

  @Override
  public Status status() {
    // In this order: a process that ends between the two has written its last word.
    boolean running = process.running();
    return states
        .read()
        .map(state -> state.status(running))
        .orElseGet(
            () ->
                new Status(
                    State.ABSENT,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    0,
                    Optional.empty()));
  }

  @Override
  public void stop() {
    process.stop();
  }

  @Override
  public void remove() {
    if (process.running()) {
      throw new SourceException("the change stream still runs; stop it before it is removed");
    }
    if (states.read().isPresent()) {
      setup.remove();
      states.delete();
    }
  }
}
