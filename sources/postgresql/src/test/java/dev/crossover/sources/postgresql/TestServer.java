package dev.crossover.sources.postgresql;

import dev.crossover.engine.faults.BreakableServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A real PostgreSQL of a test's own, which can be stopped, started and made to stand still. */
public final class TestServer implements BreakableServer {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Path data;
  private final EmbeddedPostgres first;
  private final List<String> command;
  private Optional<ProcessHandle> server;
  private List<ProcessHandle> still = List.of();

  private TestServer(Path data, EmbeddedPostgres first) throws IOException {
    this.data = data;
    this.first = first;
    this.command = command(Files.readString(data.resolve("postmaster.opts")));
    this.server = Optional.of(postmaster());
    // A server that stands still outlives everybody who only asks it to end.
    Runtime.getRuntime().addShutdownHook(new Thread(this::endProcesses));
  }

  /**
   * A server that runs, and stays on its port.
   *
   * @param data the folder that it keeps its databases in
   */
  public static TestServer start(Path data) throws IOException {
    return new TestServer(
        data,
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPGStartupWait(PATIENCE)
            // What it has acknowledged it must still have after a crash.
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("wal_level", "logical")
            .setServerConfig("max_replication_slots", "20")
            .setServerConfig("max_wal_senders", "20")
            .setServerConfig("max_prepared_transactions", "10")
            .start());
  }

  /** PostgreSQL refuses to run as root, so it is given another user's name. */
  private static List<String> command(String written) {
    return System.getProperty("user.name").equals("root")
        ? List.of("unshare", "-U", "sh", "-c", "exec " + written)
        : List.of("sh", "-c", "exec " + written);
  }

  private ProcessHandle postmaster() throws IOException {
    String id = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(id)).orElseThrow();
  }

  @Override
  public int port() {
    return first.getPort();
  }

  @Override
  public void start() {
    if (server.isEmpty()) {
      try {
        Process started =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("server.log").toFile())
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
        throw new IOException(Files.readString(data.resolve("server.log")));
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private boolean answers() {
    try (Connection connection = first.getPostgresDatabase().getConnection()) {
      return connection.isValid(0);
    } catch (SQLException notYet) {
      return false;
    }
  }

  @Override
  public void stop() {
    server.ifPresent(TestServer::end);
    server = Optional.empty();
  }

  private static void end(ProcessHandle running) {
    signal("QUIT", List.of(running));
    running.onExit().join();
  }

  @Override
  public void standStill() {
    ProcessHandle running = server.orElseThrow();
    signal("STOP", List.of(running));
    List<ProcessHandle> sessions = running.descendants().toList();
    signal("STOP", sessions);
    still = Stream.concat(Stream.of(running), sessions.stream()).toList();
  }

  @Override
  public void goOn() {
    signal("CONT", still);
    still = List.of();
  }

  private static void signal(String name, List<ProcessHandle> processes) {
    if (processes.isEmpty()) {
      return;
    }
    List<String> words = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(process -> words.add(Long.toString(process.pid())));
    try {
      new ProcessBuilder(words).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    endProcesses();
    try {
      first.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void endProcesses() {
    goOn();
    stop();
  }
}
