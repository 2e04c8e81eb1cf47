package dev.crossover.launcher.cli;

import dev.crossover.sources.mysql.MariadbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Two servers with the same tables, the shards of a source, and what a test does in them. */
record TwoServers(MariadbServer northServer, MariadbServer southServer) implements AutoCloseable {
  private static final String DATABASE = "shop";

  private static final String TABLES =
      """
CREATE TABLE buyer (id int PRIMARY KEY AUTO_INCREMENT, email varchar(60) COLLATE utf8mb4_bin NOT NULL,
  UNIQUE KEY buyer_email (email));
CREATE TABLE sale (id int PRIMARY KEY, buyer int NOT NULL, note varchar(60),
  FOREIGN KEY (buyer) REFERENCES buyer (id));
INSERT INTO buyer WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 200)
  SELECT n, concat('buyer', n, '@example.org') FROM s;
INSERT INTO sale SELECT id, id, concat('SHARD sale ', id) FROM buyer;
""";

  /** The last number that the counter of buyers has handed out in any shard; no row has it. */
  static final long LAST_BUYER = 6_999;

  static TwoServers start(Path folder) throws IOException {
    TwoServers servers =
        new TwoServers(
            MariadbServer.start(Files.createDirectory(folder.resolve("north"))),
            MariadbServer.start(Files.createDirectory(folder.resolve("south"))));
    servers.fill();
    return servers;
  }

  private void fill() {
    for (MovedSource.Opened server : List.of(north(), south())) {
      execute(server.port(), "", "CREATE DATABASE " + DATABASE);
    }
    north().execute(TABLES.replace("SHARD", "north"));
    south().execute(TABLES.replace("SHARD", "south"));
    for (MovedSource.Opened server : List.of(north(), south())) {
      server.execute("CREATE USER " + server.role() + "@'%' IDENTIFIED BY 'x'");
      server.execute("GRANT ALL ON " + DATABASE + ".* TO " + server.role() + "@'%'");
    }
    south().execute("UPDATE sale SET note = 'only in the south' WHERE id = 200");
    north().execute("DELETE FROM sale WHERE id = 199");
    south().execute("INSERT INTO buyer VALUES (" + LAST_BUYER + ", 'gone@example.org')");
    south().execute("DELETE FROM buyer WHERE id = " + LAST_BUYER);
  }

  MovedSource.Opened north() {
    return opened(northServer);
  }

  MovedSource.Opened south() {
    return opened(southServer);
  }

  private static MovedSource.Opened opened(MariadbServer server) {
    int port = server.port();
    return new MovedSource.Opened(
        MovedSource.MYSQL, DATABASE, port, sql -> execute(port, DATABASE, sql), () -> {});
  }

  private static void execute(int port, String database, String statements) {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:%d/%s".formatted(port, database),
                MovedSource.MYSQL.user,
                MovedSource.MYSQL.password);
        Statement statement = connection.createStatement()) {
      for (String one : statements.split(";\\s*(\\n|$)", -1)) {
        if (!one.isBlank()) {
          statement.execute(one);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(statements, e);
    }
  }

  /** Whether the application cannot come in. */
  static boolean isShut(MovedSource.Opened server) {
    try (Connection connection = server.connectAsApplication()) {
      return connection.isClosed();
    } catch (SQLException refused) {
      return true;
    }
  }

  static boolean isSealed(MovedSource.Opened server) {
    return server.texts("SELECT sealed FROM crossover.fence").contains("1");
  }

  /** The server of the south stands still: it takes requests and does not answer. */
  void silenceTheSouth() {
    southServer.standStill();
  }

  void wakeTheSouth() {
    southServer.goOn();
  }

  @Override
  public void close() {
    northServer.close();
    southServer.close();
  }
}
