package dev.crossover.sources.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.SecretReference;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.capture.Capture;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.schema.TableName;
import dev.crossover.platforms.local.DirectoryBucket;
import dev.crossover.platforms.local.LocalChangeStream;
import dev.crossover.platforms.local.StreamFile;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.log.LsnText;
import dev.crossover.sources.postgresql.log.PostgresqlChangeMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** A change stream on a test's database, with the capture as a thread in the place of a process. */
final class TestCapture implements AutoCloseable, Job {
  static final DatastreamFormat FORMAT = new DatastreamFormat(new PostgresqlChangeMetadata());

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestSource source;
  private final Settings settings;
  private final Clock clock;
  private final SlotAndPublication setup;
  private final StreamFile file;
  private final LocalChangeStream stream;
  private final Bucket bucket;
  private final AtomicReference<Capture> capture = new AtomicReference<>();
  private final AtomicReference<SourceException> failure = new AtomicReference<>();
  private Thread thread;
  private int sentinels;

  TestCapture(TestSource source, Path work, String... tables) {
    this(source, work, new DirectoryBucket(work.resolve("bucket")), Clock.systemUTC(), tables);
  }

  TestCapture(TestSource source, Path work, Bucket bucket, Clock clock, String... tables) {
    this.source = source;
    this.bucket = bucket;
    this.clock = clock;
    this.settings = settings(source.name(), source.port());
    this.setup =
        new SlotAndPublication(
            source.database(),
            settings.capture(),
            Arrays.stream(tables).map(TableName::parse).toList(),
            Duration.ofSeconds(1));
    this.file = new StreamFile(work);
    this.stream = new LocalChangeStream(file, setup, this, clock);
  }

  static Settings settings(String database, int port) {
    return new Settings(
        "test",
        Settings.Platform.LOCAL,
        Settings.Route.POSTGRESQL_TO_SPANNER,
        "work",
        new Settings.Source(
            "127.0.0.1",
            port,
            database,
            "postgres",
            new SecretReference("env", "UNUSED"),
            List.of("public"),
            List.of(),
            List.of(),
            "disable"),
        new Settings.Target("p", "i", "d", "auto"),
        new Settings.Schema(Settings.Schema.Indexes.BEFORE_LOAD, Optional.empty()),
        new Settings.Capture("slot_" + database, "publication_" + database, 100, 64 * 1024),
        new Settings.Bulk(1, 1, 1, 1, 1),
        new Settings.Live(1, 1, 1, 1),
        new Settings.Verification(1, 1, 1),
        new Settings.Cutover(1, 1, 1, 1, 1),
        new Settings.Hooks(Optional.empty()));
  }

  LocalChangeStream stream() {
    return stream;
  }

  Map<String, Long> eventsPerTable() {
    return file.read().orElseThrow().events();
  }

  Settings.Capture names() {
    return settings.capture();
  }

  @Override
  public void start() {
    if (running()) {
      return;
    }
    capture.set(
        new Capture(
            new PostgresqlCapture(
                settings.source(), settings.capture(), "postgres", source.database(), setup, clock),
            settings.capture(),
            bucket,
            file,
            clock));
    failure.set(null);
    thread =
        new Thread(
            () -> {
              try {
                capture.get().run();
              } catch (SourceException e) {
                failure.set(e);
              }
            });
    thread.start();
  }

  private boolean running() {
    return thread != null && thread.isAlive();
  }

  @Override
  public Status status() {
    return Status.of(running() ? State.RUNNING : thread == null ? State.NOT_STARTED : State.FAILED);
  }

  @Override
  public void cancel() {
    if (running()) {
      capture.get().stop();
      join();
    }
  }

  private void join() {
    try {
      thread.join(PATIENCE.toMillis());
      assertThat(thread.isAlive()).isFalse();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a sentinel and waits until all that committed before it is emitted. */
  ChangeStream.Status drain() {
    Position end = sentinel();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    ChangeStream.Status status = stream.status();
    while (status.emitted().filter(at -> at.whole().isAtLeast(end)).isEmpty()) {
      assertThat(failure.get()).isNull();
      assertThat(System.nanoTime()).as("emitted up to " + end).isLessThan(deadline);
      Thread.onSpinWait();
      status = stream.status();
    }
    return status;
  }

  private Position sentinel() {
    try (Connection connection = source.database().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "INSERT INTO crossover.sentinel VALUES (" + ++sentinels + ", 'token', now())");
      try (ResultSet row = statement.executeQuery("SELECT pg_current_wal_insert_lsn()")) {
        row.next();
        Position end = LsnText.INSTANCE.parse(row.getString(1));
        connection.commit();
        return end;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Every record of a table's files, in the order of their positions. The two halves of one update
   * have one position, and may be in two files: UPDATE-DELETE comes first.
   */
  List<GenericRecord> records(String folder) {
    List<GenericRecord> records = new ArrayList<>();
    for (String path : bucket.list("changes/" + folder + "/")) {
      try (InputStream content = bucket.read(path);
          DataFileStream<GenericRecord> file =
              new DataFileStream<>(content, new GenericDatumReader<>())) {
        file.forEach(records::add);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    records.sort(Comparator.comparing(TestCapture::lsn).thenComparing(TestCapture::type));
    return records;
  }

  /** What live apply makes of a table's files. */
  List<ChangeRecord> changes(String folder) {
    List<ChangeRecord> changes = new ArrayList<>();
    for (String path : files(folder)) {
      try (InputStream content = bucket.read(path)) {
        changes.addAll(FORMAT.read(path, content.readAllBytes()).records());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return changes;
  }

  List<String> files(String folder) {
    return bucket.list("changes/" + folder + "/");
  }

  static Position lsn(GenericRecord record) {
    return LsnText.INSTANCE.parse(metadata(record).get("lsn").toString());
  }

  static GenericRecord metadata(GenericRecord record) {
    return (GenericRecord) record.get("source_metadata");
  }

  static String type(GenericRecord record) {
    return metadata(record).get("change_type").toString();
  }

  static GenericRecord payload(GenericRecord record) {
    return (GenericRecord) record.get("payload");
  }

  /** {@code INSERT 1}: the change type and the column {@code id}. */
  static String summary(GenericRecord record) {
    return type(record) + " " + payload(record).get("id");
  }

  /** What PostgreSQL says, as text. */
  String query(String sql) {
    try (Connection connection = source.database().connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    cancel();
    stream.remove();
  }
}
