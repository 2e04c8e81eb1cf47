package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import dev.crossover.engine.faults.Fault;
import dev.crossover.launcher.cli.TestEnvironment.Answered;
import dev.crossover.sources.mysql.EmbeddedMariadb;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers with the same tables and the same keys move into one database of the target. */
class ShardedMysqlIT {
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

  @TempDir private Path folder;

  /** A server with the tables, and what a test does in it. */
  private record Server(int port, String name) {
    void execute(String... statements) {
      try (Connection connection = connect(MysqlTestSource.USER, MysqlTestSource.PASSWORD);
          java.sql.Statement statement = connection.createStatement()) {
        for (String one : statements) {
          statement.execute(one);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    Connection connect(String user, String password) throws SQLException {
      return DriverManager.getConnection(
          "jdbc:mariadb://127.0.0.1:" + port + "/" + name, user, password);
    }

    List<String> rows(String query) {
      try (Connection connection = connect(MysqlTestSource.USER, MysqlTestSource.PASSWORD);
          java.sql.Statement statement = connection.createStatement();
          java.sql.ResultSet result = statement.executeQuery(query)) {
        List<String> rows = new ArrayList<>();
        while (result.next()) {
          rows.add(result.getString(1));
        }
        return rows;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** An application that writes to its shard until it is ended. */
  private static final class App implements Runnable, AutoCloseable {
    private final Server server;
    private final String text;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Thread thread = new Thread(this, "app");

    App(Server server, String text) {
      this.server = server;
      this.text = text;
      thread.start();
    }

    @Override
    public void run() {
      for (int id = 1_000; !ended.get(); id++) {
        server.execute(
            "INSERT INTO sale VALUES (%d, 1 + %d %% 100, '%s new %d')".formatted(id, id, text, id),
            "UPDATE sale SET note = '%s changed %d' WHERE id = 1 + %d %% 150"
                .formatted(text, id, id),
            "DELETE FROM sale WHERE id = %d".formatted(id - 5));
      }
    }

    @Override
    public void close() {
      ended.set(true);
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "a row comes into the target that is of no shard",
      moment = "while the migration is READY",
      outcome = "verification finds it")
  void movesRowsOfEqualKeysFromTwoServersIntoOneDatabase() throws SQLException {
    try (MysqlTestSource first = MysqlTestSource.create(TABLES.replace("SHARD", "north"));
        EmbeddedMariadb second = EmbeddedMariadb.start()) {
      Server north = new Server(first.port(), first.name());
      Server south = new Server(second.port(), first.name());
      begin(north, south);
      String target = "sharded-" + first.name();
      TestEnvironment crossover = environment(north, south, target);

      assertThat(answer(crossover, 0, "preflight").toString())
          .contains("shard north: ", "shard south: ");
      assertThat(answer(crossover, 0, "plan").at("/tables")).hasSize(2);
      answer(crossover, 0, "capture");
      try (App northern = new App(north, "north");
          App southern = new App(south, "south")) {
        assertThat(answer(crossover, 0, "run").at("/phase").asText()).isEqualTo("READY");
        assertThat(northern.thread.isAlive() && southern.thread.isAlive()).isTrue();
      }
      assertThat(answer(crossover, 0, "status").at("/stream/emitted").asText())
          .startsWith("north ")
          .contains(", south ");
      findsARowOfNoShard(crossover, target);

      JsonNode cutover = answer(crossover, 0, "cutover", "--execute");
      assertThat(cutover.at("/phase").asText()).isEqualTo("SWITCHED");
      assertThat(cutover.at("/catchUp").asText()).isEqualTo("PROOF");
      for (Server server : List.of(north, south)) {
        assertThatThrownBy(() -> server.connect("app_shop", "x")).isInstanceOf(SQLException.class);
      }
      assertEqualToBothServers(north, south, target);
      assertThat(answer(crossover, 0, "cleanup").at("/phase").asText()).isEqualTo("COMPLETED");
    }
  }

  private static void begin(Server north, Server south) throws SQLException {
    try (Connection admin =
            DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + south.port() + "/",
                MysqlTestSource.USER,
                MysqlTestSource.PASSWORD);
        java.sql.Statement statement = admin.createStatement()) {
      statement.execute("CREATE DATABASE " + south.name());
    }
    for (String one : TABLES.replace("SHARD", "south").split(";\\s*(\\n|$)", -1)) {
      if (!one.isBlank()) {
        south.execute(one);
      }
    }
    for (Server server : List.of(north, south)) {
      server.execute(
          "CREATE OR REPLACE USER app_shop@'%' IDENTIFIED BY 'x'",
          "GRANT ALL ON " + server.name() + ".* TO app_shop@'%'");
    }
    south.execute("UPDATE sale SET note = 'only in the south' WHERE id = 200");
    north.execute("DELETE FROM sale WHERE id = 199");
  }

  private TestEnvironment environment(Server north, Server south, String target) {
    MovedSource.Opened opened =
        new MovedSource.Opened(
            MovedSource.MYSQL, north.name(), north.port(), north::execute, () -> {});
    return new TestEnvironment(folder, opened, target)
        .with("source", "application_roles", List.of("app_shop"))
        .with(
            "source",
            "shards",
            Map.of(
                "north", Map.of("host", "127.0.0.1"),
                "south", Map.of("host", "127.0.0.1", "port", south.port())))
        .with("source", "shard_id_column", "migration_shard_id");
  }

  private static SpannerDatabase open(String database) {
    return SpannerDatabase.open(
        "test-project", "test-instance", database, Optional.of(TestSpanner.emulatorHost()));
  }

  private static void findsARowOfNoShard(TestEnvironment crossover, String target) {
    try (SpannerDatabase database = open(target)) {
      database
          .client()
          .write(
              List.of(
                  Mutation.newInsertBuilder("buyer")
                      .set("migration_shard_id")
                      .to("west")
                      .set("id")
                      .to(1)
                      .set("email")
                      .to("nobody@example.org")
                      .build()));
      Answered found = crossover.run("verify");
      assertThat(found.exitCode()).isNotZero();
      assertThat(found.json().at("/verdict").asText()).isEqualTo("MISMATCH");
      assertThat(found.text()).contains("west");
      database.client().write(List.of(Mutation.delete("buyer", Key.of("west", 1))));
      assertThat(answer(crossover, 0, "verify").at("/verdict").asText()).isEqualTo("PASS");
    }
  }

  private static void assertEqualToBothServers(Server north, Server south, String target) {
    String text = "SELECT concat(id, ' ', buyer, ' ', note) FROM sale ORDER BY id";
    List<String> moved = new ArrayList<>();
    List<String> known = new ArrayList<>();
    try (SpannerDatabase database = open(target);
        ResultSet rows =
            database
                .client()
                .singleUse()
                .executeQuery(
                    Statement.of(
                        "SELECT migration_shard_id, id, buyer, note FROM sale"
                            + " ORDER BY migration_shard_id, id"))) {
      while (rows.next()) {
        String row = rows.getLong(1) + " " + rows.getLong(2) + " " + rows.getString(3);
        moved.add(rows.getString(0) + " " + row);
      }
    }
    north.rows(text).forEach(row -> known.add("north " + row));
    south.rows(text).forEach(row -> known.add("south " + row));
    assertThat(known).hasSizeGreaterThan(390);
    assertThat(moved)
        .containsExactlyElementsOf(known)
        .contains(
            "north 198 198 north sale 198",
            "south 198 198 south sale 198",
            "south 199 199 south sale 199",
            "north 200 200 north sale 200",
            "south 200 200 only in the south")
        .doesNotContain("north 199 199 north sale 199");
  }

  private static JsonNode answer(TestEnvironment crossover, int exitCode, String... words) {
    Answered answered = crossover.run(words);
    assertThat(answered.exitCode()).as(answered.text()).isEqualTo(exitCode);
    return answered.json();
  }
}
