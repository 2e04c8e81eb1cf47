package dev.crossover.sources.mysql;

import dev.crossover.engine.faults.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** A real MariaDB of a test's own, with no database in it. */
public final class MariadbServer extends ServerProcess {
  private final EmbeddedMariadb first;

  private MariadbServer(EmbeddedMariadb first, ProcessHandle process, Path log) {
    super(process, command(process.info()), log, End.KILLED.signal);
    this.first = first;
  }

  private static List<String> command(ProcessHandle.Info process) {
    return Stream.concat(process.command().stream(), Stream.of(process.arguments().orElseThrow()))
        .toList();
  }

  /** How a server ends that is to be started again. */
  public enum End {
    STOPPED("TERM"),
    KILLED("KILL");

    private final String signal;

    End(String signal) {
      this.signal = signal;
    }
  }

  /**
   * A server that runs, and stays on its port.
   *
   * @param folder for its log
   * @param options of {@code mariadbd}
   */
  public static MariadbServer start(Path folder, String... options) {
    Path id = folder.resolve("mariadb.pid");
    // What it has acknowledged it must still have after a crash.
    Stream<String> durable =
        Stream.of("--pid-file=" + id, "--sync-binlog=1", "--innodb-flush-log-at-trx-commit=1");
    EmbeddedMariadb first =
        EmbeddedMariadb.start(Stream.concat(durable, Stream.of(options)).toArray(String[]::new));
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
  protected Connection connect() throws SQLException {
    return connect(port());
  }

  @Override
  public int port() {
    return first.port();
  }

  /** Ends the server; its files stay. */
  public void end(End how) {
    end(how.signal);
  }

  @Override
  public void close() {
    endProcesses();
    first.close();
  }
}
