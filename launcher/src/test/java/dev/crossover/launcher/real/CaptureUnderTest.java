package dev.crossover.launcher.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsReader;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.capture.Capture;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.SourceDatabase;
import dev.crossover.launcher.Rooms;
import dev.crossover.launcher.cli.MovedSource;
import dev.crossover.platforms.local.DirectoryBucket;
import dev.crossover.platforms.local.LocalChangeStream;
import dev.crossover.platforms.local.StreamFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The change stream of a table t of a test's source, whose capture is a process. */
final class CaptureUnderTest implements AutoCloseable {
  /** The option of the process whose first file fails, with the time when it does. */
  static final String FAILS = "capture.fails";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final MovedSource.Opened opened;
  private final Path work;
  private final SourceDatabase source;
  private final LocalChangeStream stream;

  CaptureUnderTest(MovedSource.Opened opened, Path work) {
    this.opened = opened;
    this.work = work;
    this.source = open(settings(opened, work), opened.kind().password);
    this.stream = stream(new NoJob());
  }

  private static SourceDatabase open(Settings settings, String password) {
    return Rooms.all()
        .sources()
        .get(settings.route())
        .open(settings.source(), settings.capture(), password);
  }

  private static List<TableName> tables(String schema) {
    return List.of(new TableName(schema, "t"));
  }

  private static Settings settings(MovedSource.Opened opened, Path work) {
    try {
      Files.writeString(
          work.resolve("capture.tfvars.json"),
          """
          {"platform": "local", "route": "%s", "work_directory": "%s",
           "source": {"host": "127.0.0.1", "port": %d, "database": "%s", "user": "%s",
                      "password": "env:NONE"},
           "target": {"project": "test-project", "instance": "test-instance", "database": "none"},
           "capture": {"slot": "slot_%4$s", "publication": "publication_%4$s",
                       "rotation_millis": 100, "rotation_bytes": 65536}}
          """
              .formatted(
                  opened.kind().route, work, opened.port(), opened.name(), opened.kind().user));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SettingsReader.read(work, "capture");
  }

  ChangeStream stream() {
    return stream;
  }

  /**
   * The same stream.
   *
   * @param capture that its start starts
   */
  LocalChangeStream stream(Job capture) {
    return new LocalChangeStream(
        new StreamFile(work),
        source.capture(tables(opened.schema())).setup(),
        capture,
        Clock.systemUTC());
  }

  /** The capture as a process, with the classes of the test. */
  List<String> command(String... options) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of(options));
    words.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CaptureUnderTest.class.getName(),
            work.toString(),
            opened.kind().password,
            opened.schema()));
    return words;
  }

  /** A work directory that was made for a test, a password, and the schema of the table. */
  public static void main(String[] arguments) {
    Path work = Path.of(arguments[0]);
    Settings settings = SettingsReader.read(work, "capture");
    try (SourceDatabase source = open(settings, arguments[1])) {
      Capture capture =
          new Capture(
              source.capture(tables(arguments[2])),
              settings.capture(),
              bucket(work),
              new StreamFile(work),
              Clock.systemUTC());
      Thread main = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(capture, main)));
      capture.run();
    } catch (CrossoverException e) {
      // No hook may run: it would wait for this thread.
      Runtime.getRuntime().halt(ExitCode.of(e).number());
    }
  }

  private static Bucket bucket(Path work) {
    Bucket bucket = new DirectoryBucket(work.resolve("bucket"));
    return Optional.ofNullable(System.getProperty(FAILS))
        .map(FailingBucket.When::valueOf)
        .<Bucket>map(when -> new FailingBucket(bucket, when))
        .orElse(bucket);
  }

  private static void stop(Capture capture, Thread main) {
    capture.stop();
    try {
      main.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Position emitted() {
    return stream.status().emitted().map(LogPosition::whole).orElse(Position.START);
  }

  /** Writes a sentinel and waits until all that committed before it is emitted. */
  void drain() {
    Position end = source.log().mark().position().whole();
    Rows.await(() -> emitted().isAtLeast(end), () -> "emitted up to " + emitted());
  }

  /** Waits until so many changes are in files. */
  void awaitEvents(long events, ChildCheck running) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (stream.status().events() < events) {
      running.requireRunning();
      assertThat(System.nanoTime()).as("events: " + stream.status()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** Fails if what writes the files has ended. */
  interface ChildCheck {
    void requireRunning();
  }

  /** What live apply makes of the table's files. */
  List<ChangeRecord> changes() {
    DatastreamFormat format = new DatastreamFormat(source.changeMetadata());
    DirectoryBucket bucket = new DirectoryBucket(work.resolve("bucket"));
    List<ChangeRecord> changes = new ArrayList<>();
    for (String path : bucket.list("changes/" + opened.schema() + "_t/")) {
      try (InputStream content = bucket.read(path)) {
        changes.addAll(format.read(path, content.readAllBytes()).records());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return changes;
  }

  @Override
  public void close() {
    stream.remove();
    source.close();
  }
}
