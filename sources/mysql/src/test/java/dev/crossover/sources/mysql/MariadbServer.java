package dev.crossover.sources.mysql;

import dev.crossover.engine.faults.BreakableServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A real MariaDB of a test's own, with no database in it. */
public final class MariadbServer implements BreakableServer {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final EmbeddedMariadb first;
  private final Path log;
  private final List<String> command;
  private Optional<ProcessHandle> server;

  private MariadbServer(EmbeddedMariadb first, ProcessHandle process, Path log) {
    this.first = first;
    this.log = log;
    this.server = Optional.of(process);
    this.command =
        Stream.concat(
                process.info().command().stream(), Stream.of(process.info().arguments().get()))
            .toList();
    // A server that stands still outlives everybody who only asks it to end.
    Runtime.getRuntime().addShutdownHook(new Thread(this::endProcess));
  }

  /**
   * A server that runs, and stays on its port.
   *
   * @param folder for its log
   */
  public static MariadbServer start(Path folder) {
    Path id = folder.resolve("mariadb.pid");
    // What it has acknowledged it must still have after a crash.
    EmbeddedMariadb first =
        EmbeddedMariadb.start(
            "--pid-file=" + id, "--sync-binlog=1", "--innodb-flush-log-at-trx-commit=1");
    try (Connection connection = connect(first.port());
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS test");
      long process = Long.parseLong(Files.readString(id).strip());
      return new MariadbServer(
          first, ProcessHandle.of(process).orElseThrow(), folder.resolve("mariadb.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection connect(int port) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:" + port + "/", EmbeddedMariadb.USER, EmbeddedMariadb.PASSWORD);
  }

  @Override
  public int port() {
    return first.port();
  }

  @Override
  public void start() {
    if (server.isEmpty()) {
      try {
        Process started =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        server = Optional.of(started.toHandle());
        awaitAnswer(started);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void awaitAnswer(Process started) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(Files.readString(log));
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private boolean answers() {
    try (Connection connection = connect(port())) {
      return connection.isValid(0);
    } catch (SQLException notYet) {
      return false;
    }
  }

  @Override
  public void stop() {
    server.ifPresent(
        running -> {
          running.destroyForcibly();
          running.onExit().join();
        });
    server = Optional.empty();
  }

  @Override
  public void standStill() {
    signal("STOP");
  }

  @Override
  public void goOn() {
    signal("CONT");
  }

  private void signal(String name) {
    server.ifPresent(
        running -> {
          try {
            new ProcessBuilder("kill", "-" + name, Long.toString(running.pid()))
                .start()
                .onExit()
                .join();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public void close() {
    endProcess();
    first.close();
  }

  private void endProcess() {
    goOn();
    stop();
  }
}
