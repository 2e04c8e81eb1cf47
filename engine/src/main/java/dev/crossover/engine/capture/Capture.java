package dev.crossover.engine.capture;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.changes.Position;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The capture process: writes every change since the stream's start into files, until it is
 * stopped. It keeps no position of its own: the source has the only one, and goes on from what was
 * last confirmed.
 */
public final class Capture {
  private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

  private final String shard;
  private final LocalCapture source;
  private final Settings.Capture settings;
  private final Bucket bucket;
  private final StreamStates states;
  private final Clock clock;
  private final AtomicReference<StreamState> state = new AtomicReference<>();
  private final AtomicBoolean stopping = new AtomicBoolean();

  /** The capture of a source without shards. */
  public Capture(
      LocalCapture source,
      Settings.Capture settings,
      Bucket bucket,
      StreamStates states,
      Clock clock) {
    this("", source, settings, bucket, states, clock);
  }

  /**
   * @param shard whose changes it captures; {@code ""} for a source without shards
   * @param settings how large and how old a file becomes
   * @param bucket receives the files, below the shard's folder of changes
   * @param states where the stream's state is published
   */
  public Capture(
      String shard,
      LocalCapture source,
      Settings.Capture settings,
      Bucket bucket,
      StreamStates states,
      Clock clock) {
    this.shard = shard;
    this.source = source;
    this.settings = settings;
    this.bucket = bucket;
    this.states = states;
    this.clock = clock;
  }

  /**
   * Captures until {@link #stop} is called.
   *
   * @throws SourceException if capture cannot begin or go on; nothing is lost by it
   */
  public void run() {
    StreamState recorded =
        states.read().filter(known -> known.safe().isPresent()).orElseThrow(Capture::noStart);
    state.set(recorded);
    Position safe = recorded.safe().orElseThrow();
    try {
      source.setup().requireIntact(safe);
      publish(state.get().running(ProcessHandle.current().pid(), clock.instant()));
      LOG.info("event=capture-running from={}", safe);
      source.run(safe, output(safe));
    } catch (SourceException | UncheckedIOException e) {
      publishFailure(e);
      throw e;
    }
    publish(state.get().stopped(clock.instant()));
    LOG.info(
        "event=capture-stopped emitted={}",
        state.get().emitted().map(Position::toString).orElse("nothing"));
  }

  private static SourceException noStart() {
    return new SourceException(
        "no change stream was started for this environment; run `crossover run` first");
  }

  /**
   * Makes {@link #run} return soon; for another thread, such as a shutdown hook, which then waits
   * for it. What has come by then is written first.
   */
  public void stop() {
    stopping.set(true);
  }

  private CaptureOutput output(Position safe) {
    return new CaptureOutput(
        new OpenFiles(bucket, shard, settings.rotationBytes()),
        safe,
        this::emitted,
        () -> publish(state.get().alive(clock.instant())),
        stopping::get,
        Duration.ofMillis(settings.rotationMillis()),
        clock);
  }

  private void emitted(Emitted point) {
    publish(state.get().emitted(point, clock.instant()));
  }

  /** Where nothing can be written, this cannot be either; the reason is told all the same. */
  private void publishFailure(RuntimeException reason) {
    try {
      publish(state.get().failed(reason.getMessage(), clock.instant()));
    } catch (UncheckedIOException e) {
      LOG.error("event=capture-failed-unpublished error=\"{}\"", e.getMessage());
    }
  }

  private void publish(StreamState next) {
    state.set(next);
    states.write(next);
  }
}
