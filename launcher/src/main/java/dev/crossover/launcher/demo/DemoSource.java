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

/** An embedded PostgreSQL with the Chinook data, in a process of its own. */
final class DemoSource {
  static final String DATABASE = "postgres";
  static final String USER = "postgres";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final ChildProcess process;
  private final Path data;
  private final Path portFile;
  private final Programs programs;

  DemoSource(Path workDirectory, Programs programs) {
    this.process = new ChildProcess(workDirectory, "postgresql");
    this.data = workDirectory.resolve("postgresql");
    this.portFile = workDirectory.resolve("postgresql.port");
    this.programs = programs;
  }

  /** Starts the server and returns when it answers. */
  void start() {
    process.ensureRunning(
        programs.self(EmbeddedSource.class, List.of(data.toString(), portFile.toString())),
        Map.of());
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!Files.exists(portFile)) {
      if (!process.running() || System.nanoTime() > deadline) {
        throw new SourceException(
            "the embedded PostgreSQL did not start; its output is in " + process.log());
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** Fills the empty server with the sample, {@code scale} times. */
  void load(Path script, int scale) {
    try (Connection connection = DriverManager.getConnection(url(), USER, USER)) {
      new Chinook(script).load(connection, scale);
    } catch (SQLException e) {
      throw new SourceException("cannot connect to the embedded PostgreSQL at " + url(), e);
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
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + DATABASE;
  }

  /** Ends the server; does nothing if it does not run. */
  void stop() {
    process.stop(GRACE);
    stopOrphan();
  }

  /** Another server may have got its id since. */
  private boolean servesOurData(ProcessHandle server) {
    return Arrays.asList(server.info().arguments().orElse(new String[0])).contains(data.toString());
  }

  /** A server whose guardian was killed outright lives on; its own file says where. */
  private void stopOrphan() {
    try {
      String first = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
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
