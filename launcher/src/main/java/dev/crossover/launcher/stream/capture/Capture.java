package dev.crossover.launcher.stream.capture;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.source.SourceDatabase;
import dev.crossover.launcher.stream.CaptureObjects;
import dev.crossover.launcher.stream.StreamFile;
import dev.crossover.launcher.stream.StreamState;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The capture process: writes every change since the stream's start into files, until it is
 * stopped. It keeps no position of its own: PostgreSQL's slot has the only one, and goes on from
 * what was last confirmed.
 */
public final class Capture {
  private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

  /** How long a change waits at most before it is looked at; small against any rotation. */
  private static final Duration POLL = Duration.ofMillis(20);

  /** How often the writer runs while nothing comes. */
  private static final Duration TICK = Duration.ofMillis(500);

  private final Settings settings;
  private final String password;
  private final SourceDatabase source;
  private final CaptureObjects objects;
  private final Bucket bucket;
  private final StreamFile file;
  private final Clock clock;
  private final AtomicReference<StreamState> state = new AtomicReference<>();
  private final AtomicReference<SourceException> failure = new AtomicReference<>();
  private final AtomicBoolean stopping = new AtomicBoolean();

  /**
   * @param bucket receives the files, below {@code changes/}
   * @param file where the stream's state is published
   */
  public Capture(
      Settings settings,
      String password,
      SourceDatabase source,
      CaptureObjects objects,
      Bucket bucket,
      StreamFile file,
      Clock clock) {
    this.settings = settings;
    this.password = password;
    this.source = source;
    this.objects = objects;
    this.bucket = bucket;
    this.file = file;
    this.clock = clock;
  }

  /**
   * Captures until {@link #stop} is called.
   *
   * @throws SourceException if capture cannot begin or go on; nothing is lost by it
   */
  public void run() {
    StreamState recorded =
        file.read().filter(known -> known.safe().isPresent()).orElseThrow(Capture::noStart);
    state.set(recorded);
    Position safe = recorded.safe().orElseThrow();
    try {
      objects.requireIntact(safe);
      DebeziumEngine<?> engine = engine(safe);
      publish(state.get().running(ProcessHandle.current().pid(), clock.instant()));
      LOG.info("event=capture-running slot={} from={}", settings.capture().slot(), safe.toLsn());
      engine.run();
    } catch (SourceException e) {
      failure.set(e);
    }
    end();
  }

  private static SourceException noStart() {
    return new SourceException(
        "no change stream was started for this environment; run `crossover run` first");
  }

  private void end() {
    SourceException failed = failure.get();
    if (failed == null) {
      publish(state.get().stopped(clock.instant()));
      LOG.info("event=capture-stopped emitted={}", state.get().emitted().orElse("nothing"));
      return;
    }
    publish(state.get().failed(failed.getMessage(), clock.instant()));
    throw failed;
  }

  /**
   * Makes {@link #run} return soon; for another thread, such as a shutdown hook, which then waits
   * for it. What has come by then is written first.
   */
  public void stop() {
    stopping.set(true);
  }

  private DebeziumEngine<?> engine(Position safe) {
    ChangeWriter writer =
        new ChangeWriter(
            new OpenFiles(
                bucket, settings.capture().slot(), settings.capture().rotationBytes(), clock),
            new CommitOrder(safe),
            this::emitted,
            new Heartbeat(source, clock),
            stopping::get,
            Duration.ofMillis(settings.capture().rotationMillis()),
            clock);
    DebeziumEngine.Builder<RecordChangeEvent<SourceRecord>> builder =
        DebeziumEngine.create(ChangeEventFormat.of(Connect.class));
    return builder
        .using(properties())
        .using(OffsetCommitPolicy.always())
        .using(this::completed)
        .notifying(writer)
        .build();
  }

  private void completed(boolean success, String message, Throwable error) {
    if (!success) {
      failure.compareAndSet(
          null, new SourceException("the change capture failed: " + reason(message, error), error));
    }
  }

  private static String reason(String message, Throwable error) {
    return Optional.ofNullable(error).map(Capture::root).map(Throwable::toString).orElse(message);
  }

  private static Throwable root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private void emitted(Emitted point) {
    publish(
        state
            .get()
            .emitted(
                point.position(),
                point.lastChange(),
                point.committed(),
                point.events(),
                clock.instant()));
  }

  private void publish(StreamState next) {
    state.set(next);
    file.write(next);
  }

  private Properties properties() {
    Settings.Source from = settings.source();
    Settings.Capture capture = settings.capture();
    Properties properties = new Properties();
    properties.putAll(
        Map.ofEntries(
            Map.entry("name", "crossover"),
            Map.entry("connector.class", TextConnector.class.getName()),
            Map.entry("topic.prefix", "crossover"),
            Map.entry("database.hostname", from.host()),
            Map.entry("database.port", Integer.toString(from.port())),
            Map.entry("database.dbname", from.database()),
            Map.entry("database.user", from.user()),
            Map.entry("database.password", password),
            Map.entry("database.sslmode", from.sslMode()),
            Map.entry("plugin.name", "pgoutput"),
            Map.entry("slot.name", capture.slot()),
            Map.entry("slot.max.retries", "0"),
            Map.entry("publication.name", capture.publication()),
            Map.entry("publication.autocreate.mode", "disabled"),
            Map.entry("publish.via.partition.root", "true")));
    properties.putAll(
        Map.ofEntries(
            // No snapshot and no offset: streaming begins at the slot's confirmed position.
            Map.entry("snapshot.mode", "no_data"),
            Map.entry(
                "offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore"),
            Map.entry("flush.lsn.source", "true"),
            // The driver alone would confirm changes that are in no file yet.
            Map.entry("lsn.flush.mode", "connector"),
            Map.entry("provide.transaction.metadata", "true"),
            Map.entry(
                "heartbeat.interval.ms",
                Long.toString(Math.min(capture.rotationMillis(), TICK.toMillis()))),
            Map.entry("poll.interval.ms", Long.toString(POLL.toMillis())),
            Map.entry("skipped.operations", "none"),
            Map.entry("tombstones.on.delete", "false"),
            Map.entry("include.unknown.datatypes", "true"),
            Map.entry("converters", "text"),
            Map.entry("text.type", TextConverter.class.getName()),
            // What cannot be read must stop the stream and not leave a hole in it.
            Map.entry("event.processing.failure.handling.mode", "fail"),
            Map.entry("event.converting.failure.handling.mode", "fail"),
            Map.entry("errors.max.retries", "0")));
    return properties;
  }
}
