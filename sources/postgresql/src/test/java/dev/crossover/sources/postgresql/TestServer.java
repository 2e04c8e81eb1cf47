package dev.crossover.sources.postgresql;

import dev.crossover.engine.faults.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A real PostgreSQL of a test's own, which can be stopped, started and made to stand still. */
public final class TestServer extends ServerProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final EmbeddedPostgres first;

  private TestServer(Path data, EmbeddedPostgres first) throws IOException {
    super(
        postmaster(data),
        command(Files.readString(data.resolve("postmaster.opts"))),
        data.resolve("server.log"),
        "QUIT");
    this.first = first;
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

  private static ProcessHandle postmaster(Path data) throws IOException {
    String id = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(id)).orElseThrow();
  }

  @Override
  public int port() {
    return first.getPort();
  }

  @Override
  protected Connection connect() throws SQLException {
    return first.getPostgresDatabase().getConnection();
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
}
