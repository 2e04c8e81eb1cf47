package dev.crossover.sources.postgresql.capture;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.CaptureOutput;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.LocalCapture;
import dev.crossover.engine.changes.Position;
import dev.crossover.sources.postgresql.log.PostgresqlLog;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.source.SourceRecord;

/** Debezium's connector in this process. PostgreSQL's slot has the only position. */
public final class PostgresqlCapture implements LocalCapture {
  /**
   * How long a change waits at most before it is looked at; small against any rotation. Debezium
   * fills a batch for as long, past the limit of its queue, so it bounds a batch's bytes too.
   */
  private static final Duration POLL = Duration.ofMillis(50);

  /** What may wait in Debezium's queue, which counts events alone by itself. */
  private static final long QUEUE_BYTES = 16L << 20;

  /** How often the writer runs while nothing comes. */
  private static final Duration TICK = Duration.ofMillis(500);

  private final Settings.Source from;
  private final Settings.Capture capture;
  private final String password;
  private final PostgresqlDatabase source;
  private final CaptureSetup setup;
  private final Clock clock;

  /**
   * @param from where Debezium connects to
   * @param source the same database, for our own statements
   */
  public PostgresqlCapture(
      Settings.Source from,
      Settings.Capture capture,
      String password,
      PostgresqlDatabase source,
      CaptureSetup setup,
      Clock clock) {
    this.from = from;
    this.capture = capture;
    this.password = password;
    this.source = source;
    this.setup = setup;
    this.clock = clock;
  }

  @Override
  public CaptureSetup setup() {
    return setup;
  }

  @Override
  public void run(Position position, CaptureOutput output) {
    AtomicReference<SourceException> failure = new AtomicReference<>();
    engine(output, failure).run();
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  private DebeziumEngine<?> engine(CaptureOutput output, AtomicReference<SourceException> failure) {
    DebeziumEngine.Builder<RecordChangeEvent<SourceRecord>> builder =
        DebeziumEngine.create(ChangeEventFormat.of(Connect.class));
    return builder
        .using(properties())
        .using(OffsetCommitPolicy.always())
        .using(
            (success, message, error) -> {
              if (!success) {
                failure.compareAndSet(null, failed(message, error));
              }
            })
        .notifying(
            new ChangeWriter(
                output,
                new PostgresqlLog(source, capture.slot()).confirmed(),
                new IdleHeartbeat(source, clock),
                capture.slot(),
                clock))
        .build();
  }

  static SourceException failed(String message, Throwable error) {
    String reason = Optional.ofNullable(error).map(PostgresqlCapture::reason).orElse(message);
    String what = "the change capture failed: " + reason;
    return isOutOfMemory(error)
        ? SourceException.outOfMemory(what, error)
        : new SourceException(what, error);
  }

  private static boolean isOutOfMemory(Throwable error) {
    Throwable cause = error;
    while (cause != null && !(cause instanceof OutOfMemoryError)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /** Our own words if there are any, such as which file cannot be written; else the root's. */
  private static String reason(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null
        && !(root instanceof UncheckedIOException)
        && !(root instanceof CrossoverException)) {
      root = root.getCause();
    }
    if (root instanceof OutOfMemoryError) {
      return "a single row takes more memory than the %d MiB that capture has; it is started again with twice as much, up to half of this machine's memory. If that is not enough, run the command again with more, such as _JAVA_OPTIONS=-Xmx4g in its environment"
          .formatted(Runtime.getRuntime().maxMemory() >> 20);
    }
    return root instanceof UncheckedIOException || root instanceof CrossoverException
        ? root.getMessage()
        : root.toString();
  }

  private Properties properties() {
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
            Map.entry(
                "poll.interval.ms",
                Long.toString(Math.min(capture.rotationMillis() / 2, POLL.toMillis()))),
            Map.entry("max.queue.size.in.bytes", Long.toString(QUEUE_BYTES)),
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
