package dev.crossover.sources.mysql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.SecretReference;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.capture.Capture;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.InMemoryStreamStates;
import dev.crossover.engine.capture.LocalCapture;
import dev.crossover.engine.capture.StreamState;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.changes.MeaninglessRecordException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.MysqlSource;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.log.MysqlChangeMetadata;
import dev.crossover.sources.mysql.log.MysqlLog;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** A change stream on a test's database, with the capture as a thread in the place of a process. */
final class MysqlTestCapture implements AutoCloseable {
  private static final DatastreamFormat FORMAT = new DatastreamFormat(new MysqlChangeMetadata());
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MysqlTestSource source;
  private final Settings.Capture names;
  private final MysqlSource opened;
  private final LocalCapture captured;
  private final InMemoryStreamStates states = new InMemoryStreamStates();
  private final InMemoryBucket bucket = new InMemoryBucket();
  private final AtomicReference<SourceException> failure = new AtomicReference<>();
  private Capture capture;
  private Thread thread;

  MysqlTestCapture(MysqlTestSource source, String... tables) {
    this(source, "prefer", List.of(tables));
  }

  /**
   * @param sslMode as the settings have it
   */
  MysqlTestCapture(MysqlTestSource source, String sslMode, List<String> tables) {
    this(
        source,
        MysqlSource.open(settings(source, sslMode), names(source), MysqlTestSource.PASSWORD),
        opened -> opened.capture(tables(source, tables)));
  }

  /**
   * @param clock by which the capture says that nothing comes
   */
  MysqlTestCapture(MysqlTestSource source, Clock clock, String... tables) {
    this(
        source,
        MysqlSource.open(settings(source, "prefer"), names(source), MysqlTestSource.PASSWORD),
        opened ->
            new BinlogCapture(
                settings(source, "prefer"),
                names(source),
                MysqlTestSource.PASSWORD,
                source.database(),
                tables(source, List.of(tables)),
                clock));
  }

  private MysqlTestCapture(
      MysqlTestSource source, MysqlSource opened, Function<MysqlSource, LocalCapture> captured) {
    this.source = source;
    this.names = names(source);
    this.opened = opened;
    this.captured = captured.apply(opened);
  }

  private static Settings.Capture names(MysqlTestSource source) {
    return new Settings.Capture("stream_" + source.name(), "none", 100, 64 * 1024);
  }

  private static Settings.Source settings(MysqlTestSource source, String sslMode) {
    return new Settings.Source(
        "127.0.0.1",
        source.port(),
        source.name(),
        source.user(),
        new SecretReference("env", "UNUSED"),
        List.of(source.name()),
        List.of(),
        List.of(),
        sslMode);
  }

  private static List<TableName> tables(MysqlTestSource source, List<String> names) {
    return names.stream().map(table -> new TableName(source.name(), table)).toList();
  }

  /** Makes the stream's start; nothing is read yet. */
  MysqlTestCapture begin() {
    Clock clock = Clock.systemUTC();
    states.write(
        StreamState.starting(clock.instant()).started(captured.setup().create(), clock.instant()));
    return this;
  }

  MysqlTestCapture start() {
    capture = new Capture(captured, names, bucket, states, Clock.systemUTC());
    failure.set(null);
    thread =
        new Thread(
            () -> {
              try {
                capture.run();
              } catch (SourceException e) {
                failure.set(e);
              }
            });
    thread.start();
    return this;
  }

  void stop() {
    capture.stop();
    join();
  }

  private void join() {
    try {
      thread.join(PATIENCE.toMillis());
      assertThat(thread.isAlive()).isFalse();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the capture has ended by itself. */
  SourceException awaitFailure() {
    join();
    return failure.get();
  }

  /** Writes a sentinel and waits until all that committed before it is emitted. */
  Position drain() {
    Position end = new MysqlLog(source.database()).mark().position().whole();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (emitted().compareTo(end) < 0) {
      assertThat(failure.get()).isNull();
      assertThat(System.nanoTime()).as("emitted up to " + end).isLessThan(deadline);
      Thread.onSpinWait();
    }
    return end;
  }

  CaptureSetup setup() {
    return captured.setup();
  }

  Position emitted() {
    return states.read().flatMap(StreamState::emitted).orElse(Position.START);
  }

  StreamState state() {
    return states.read().orElseThrow();
  }

  /** Every record of a table's files, in the order of their positions. */
  List<GenericRecord> records(String table) {
    List<GenericRecord> records = new ArrayList<>();
    for (String path : bucket.list("changes/" + source.name() + "_" + table + "/")) {
      try (InputStream content = bucket.read(path);
          DataFileStream<GenericRecord> file =
              new DataFileStream<>(content, new GenericDatumReader<>())) {
        file.forEach(records::add);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    records.sort(Comparator.comparing(MysqlTestCapture::position));
    return records;
  }

  /** A table's files as live apply reads them. */
  List<ChangeFile> files(String table) {
    List<ChangeFile> files = new ArrayList<>();
    for (String path : bucket.list("changes/" + source.name() + "_" + table + "/")) {
      try (InputStream content = bucket.read(path)) {
        files.add(FORMAT.read(path, content.readAllBytes()));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return files;
  }

  static Position position(GenericRecord record) {
    try {
      return new MysqlChangeMetadata().position((GenericRecord) record.get("source_metadata"));
    } catch (MeaninglessRecordException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code INSERT 1}: the change type and the column {@code id}. */
  static String summary(GenericRecord record) {
    return ((GenericRecord) record.get("source_metadata")).get("change_type")
        + " "
        + ((GenericRecord) record.get("payload")).get("id");
  }

  @Override
  public void close() {
    if (thread != null && thread.isAlive()) {
      stop();
    }
    captured.setup().remove();
    opened.close();
  }
}
