package dev.crossover.launcher.demo;

import dev.crossover.contract.SourceException;
import dev.crossover.platforms.local.ChildProcess;
import dev.crossover.platforms.local.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** An embedded server with the Chinook data, in a process of its own. */
final class DemoServer {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final DemoDatabase database;
  private final ChildProcess process;
  private final Path folder;
  private final Path portFile;
  private final Programs programs;

  DemoServer(DemoDatabase database, Path workDirectory, Programs programs) {
    this.database = database;
    this.process = new ChildProcess(workDirectory, database.process());
    this.folder = workDirectory.resolve(database.process());
    this.portFile = workDirectory.resolve(database.process() + ".port");
    this.programs = programs;
  }

  /** Starts the server and returns when it answers. */
  void start() {
    process.ensureRunning(
        programs.self(database.program(), List.of(folder.toString(), portFile.toString())),
        Map.of());
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!Files.exists(portFile)) {
      if (!process.running() || System.nanoTime() > deadline) {
        throw new SourceException(
            "the embedded %s did not start; its output is in %s"
                .formatted(database.title(), process.log()));
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** Fills the empty server with the sample, {@code scale} times. */
  void load(Path samples, int scale) {
    try (Connection connection =
        DriverManager.getConnection(url(), database.user(), database.user())) {
      database.sample().load(connection, samples, scale);
    } catch (SQLException e) {
      throw new SourceException(
          "cannot connect to the embedded " + database.title() + " at " + url(), e);
    }
  }

  int port() {
    try {
      return Integer.parseInt(Files.readString(portFile));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the port in " + portFile, e);
    }
  }

  String url() {
    return database.url(port());
  }

  /** Ends the server; does nothing if it does not run. */
  void stop() {
    process.stop(GRACE);
    stopOrphan();
  }

  /** Another server may have got its id since. */
  private boolean servesOurData(ProcessHandle server) {
    return Arrays.stream(server.info().arguments().orElse(new String[0]))
        .anyMatch(argument -> argument.contains(folder.toString()));
  }

  /** A server whose guardian was killed outright lives on; its own file says where. */
  private void stopOrphan() {
    try {
      String first = Files.readAllLines(database.processFile(folder)).get(0);
      ProcessHandle.of(Long.parseLong(first.strip()))
          .filter(this::servesOurData)
          .ifPresent(
              server -> {
                server.destroy();
                server.onExit().join();
              });
    } catch (IOException notRunning) {
      return;
    }
  }
}
