package dev.crossover.launcher.stream.capture;

import dev.crossover.contract.Settings;
import dev.crossover.engine.bucket.DirectoryBucket;
import dev.crossover.engine.source.SourceDatabase;
import dev.crossover.launcher.stream.CaptureObjects;
import dev.crossover.launcher.stream.StreamFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The capture as a process that a test can kill: database, port, work directory. */
final class CaptureProgram {
  private CaptureProgram() {}

  public static void main(String[] arguments) {
    Settings settings = TestCapture.settings(arguments[0], Integer.parseInt(arguments[1]));
    Path work = Path.of(arguments[2]);
    String url = "jdbc:postgresql://127.0.0.1:" + arguments[1] + "/" + arguments[0];
    try (SourceDatabase source = SourceDatabase.open(url, "postgres", "postgres", 2)) {
      Capture capture =
          new Capture(
              settings,
              "postgres",
              source,
              new CaptureObjects(source, settings.capture(), List.of()),
              new DirectoryBucket(work.resolve("bucket")),
              new StreamFile(work),
              Clock.systemUTC());
      Thread main = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(capture, main)));
      capture.run();
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
