package dev.crossover.sources.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A MySQL server of {@link MysqlProgram}. It ends with this process, however that ends. */
public final class RealMysql implements RunningServer {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Ends the server when its own input ends, as it does with whoever started it, and ends with the
   * server, unless that asks to be started again (16). No signal that was meant for him reaches the
   * two.
   */
  private static final String GUARD =
      """
      trap '' INT TERM HUP
      exec 3<&0
      folder=$1
      shift
      export MYSQLD_PARENT_PID=$$
      { cat; touch "$folder/over"; kill -9 $(cat "$folder/server"); } <&3 >/dev/null 2>&1 &
      exec 3<&-
      ended=16
      while [ $ended = 16 ]; do
        "$@" </dev/null >"$folder/log" 2>&1 &
        echo $! >"$folder/server"
        [ ! -e "$folder/over" ] || kill -9 $!
        wait $!
        ended=$?
      done
      tail -n 20 "$folder/log"
      rm -rf "$folder"
      """;

  private final Process guard;
  private final int port;

  private RealMysql(Process guard, int port) {
    this.guard = guard;
    this.port = port;
  }

  /**
   * Starts a server with a binary log, as one of its version has it by default, and with
   * identifiers of transactions.
   *
   * @param options of {@code mysqld}
   * @throws UnavailableException if this machine has none
   */
  static RealMysql start(String... options) {
    MysqlProgram program = MysqlProgram.get();
    try {
      Path folder = Files.createTempDirectory("crossover-mysql");
      program.copyData(folder.resolve("data"));
      int port = freePort();
      List<String> command =
          new ArrayList<>(List.of("sh", "-c", GUARD, "guard", folder.toString()));
      command.addAll(program.server(folder.resolve("data")));
      command.addAll(configuration(folder, port));
      command.addAll(List.of(options));
      RealMysql server =
          new RealMysql(new ProcessBuilder(command).redirectErrorStream(true).start(), port);
      server.awaitAnswer();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("MySQL did not start", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<String> configuration(Path folder, int port) throws IOException {
    Path users = Files.writeString(folder.resolve("users.sql"), USERS);
    return List.of(
        "--bind-address=127.0.0.1",
        "--port=" + port,
        "--socket=" + folder.resolve("socket"),
        "--mysqlx=OFF",
        "--secure-file-priv=NULL",
        "--skip-name-resolve",
        "--default-time-zone=" + ZONE,
        "--init-file=" + users,
        "--server-id=1",
        "--log-bin=binlog",
        "--gtid-mode=ON",
        "--enforce-gtid-consistency=ON",
        "--sync-binlog=0",
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-doublewrite=OFF",
        "--innodb-redo-log-capacity=67108864");
  }

  private void awaitAnswer() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (guard.isAlive() && !answers()) {
      if (System.nanoTime() > deadline) {
        close();
      }
      Thread.onSpinWait();
    }
    if (!guard.isAlive()) {
      throw new IllegalStateException(
          "MySQL does not answer; it said "
              + new String(guard.getInputStream().readAllBytes(), UTF_8));
    }
  }

  private boolean answers() {
    try {
      connect().close();
      return true;
    } catch (SQLException notYet) {
      return false;
    }
  }

  @Override
  public void restart() {
    try (Connection connection = connect()) {
      connection.createStatement().execute("RESTART");
      while (connection.isValid(1)) {
        Thread.onSpinWait();
      }
      awaitAnswer();
    } catch (SQLException e) {
      throw new IllegalStateException("MySQL was not restarted", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:%d/?allowPublicKeyRetrieval=true".formatted(port),
        USER,
        PASSWORD);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() {
    try {
      guard.getOutputStream().close();
      guard.onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
