package dev.crossover.sources.postgresql.capture;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import dev.crossover.contract.Settings;
import dev.crossover.engine.capture.Capture;
import dev.crossover.platforms.local.DirectoryBucket;
import dev.crossover.platforms.local.StreamFile;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The capture as a process that a test can kill: database, port, work directory. */
final class CaptureProgram {
  private CaptureProgram() {}

  /** Runs this for a test's database, with the classes of the test. */
  static List<String> command(TestSource source, Path work) {
    return command(source.name(), source.port(), work);
  }

  static List<String> command(String database, int port, Path work) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        CaptureProgram.class.getName(),
        database,
        Integer.toString(port),
        work.toString());
  }

  public static void main(String[] arguments) {
    Settings settings = TestCapture.settings(arguments[0], Integer.parseInt(arguments[1]));
    Path work = Path.of(arguments[2]);
    String url = "jdbc:postgresql://127.0.0.1:" + arguments[1] + "/" + arguments[0];
    try (PostgresqlDatabase source = PostgresqlDatabase.open(url, "postgres", "postgres", 2)) {
      Capture capture =
          new Capture(
              new PostgresqlCapture(
                  settings.source(),
                  settings.capture(),
                  "postgres",
                  source,
                  new SlotAndPublication(source, settings.capture(), List.of()),
                  Clock.systemUTC()),
              settings.capture(),
              new DirectoryBucket(work.resolve("bucket")),
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

  private static void stop(Capture capture, Thread main) {
    capture.stop();
    try {
      main.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
