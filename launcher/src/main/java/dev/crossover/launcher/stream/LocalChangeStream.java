package dev.crossover.launcher.stream;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.Position;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Debezium in a process of its own, in the place of Datastream. */
public final class LocalChangeStream implements ChangeStream {
  private final StreamFile file;
  private final CaptureObjects objects;
  private final CaptureProcess process;
  private final Clock clock;

  public LocalChangeStream(
      StreamFile file, CaptureObjects objects, CaptureProcess process, Clock clock) {
    this.file = file;
    this.objects = objects;
    this.process = process;
    this.clock = clock;
  }

  /**
   * @throws SourceException if the source refuses, or has lost what the stream needs to go on
   */
  @Override
  public void start() {
    StreamState state = file.read().orElseGet(this::claim);
    if (state.safe().isEmpty()) {
      Position start = objects.create();
      file.write(state.started(start, clock.instant()));
    } else if (!process.running()) {
      objects.requireIntact(state.safe().get());
    }
    process.ensureRunning();
  }

  /** Says in the file that the objects which are about to be made are ours. */
  private StreamState claim() {
    objects.requireUnused();
    StreamState state = StreamState.starting(clock.instant());
    file.write(state);
    return state;
  }

  @Override
  public Status status() {
    // In this order: a process that ends between the two has written its last word.
    boolean running = process.running();
    return file.read()
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
                    Optional.empty()));
  }

  /** Emitted events per table, as {@code schema.table}; sentinels are not counted. */
  public Map<String, Long> eventsPerTable() {
    return file.read().map(StreamState::events).orElse(Map.of());
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
    if (file.read().isPresent()) {
      objects.remove();
      file.delete();
    }
  }
}
