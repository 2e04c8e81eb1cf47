package dev.crossover.sources.mysql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.RowSourceContract;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.sides.ComparedTables;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.MysqlTestTypes;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.schema.MysqlSentinel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;

@OnEveryServer
class MysqlRowSourceIT extends RowSourceContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MysqlTestSource database;
  private final MysqlRows rows;
  private final boolean mariadb;
  private final ExecutorService writer = Executors.newSingleThreadExecutor();

  MysqlRowSourceIT(ServerKind server) {
    database =
        MysqlTestSource.named(
            server, "public", "CREATE TABLE item (id bigint PRIMARY KEY, name text)");
    mariadb = server == ServerKind.MARIADB;
    rows = new MysqlRows(database.database());
  }

  @AfterEach
  void close() {
    writer.shutdownNow();
    database.close();
  }

  @Override
  protected RowSource source() {
    return rows;
  }

  @Override
  protected TargetTable item() {
    return ComparedTables.named("item", MysqlTestTypes.BIGINT, MysqlTestTypes.TEXT);
  }

  @Override
  protected void insert(long id, String name) {
    try (Connection connection = database.database().connect();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO item VALUES (?, ?)")) {
      insert.setLong(1, id);
      insert.setString(2, name);
      insert.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server that shows a commit when a replica has answered, and there is none. */
  @Override
  protected Unseen insertUnseen(long id, String name) throws Exception {
    String variable = mariadb ? "rpl_semi_sync_master_" : "rpl_semi_sync_source_";
    if (!mariadb) {
      database.execute("INSTALL PLUGIN rpl_semi_sync_source SONAME 'semisync_source.so'");
    }
    database.execute(
        "CREATE DATABASE IF NOT EXISTS crossover;\n%s;\nSET GLOBAL %3$stimeout = 600000;\nSET GLOBAL %3$swait_point = AFTER_SYNC;\nSET GLOBAL %2$s = ON"
            .formatted(MysqlSentinel.DDL, variable + "enabled", variable));
    Future<?> commit = writer.submit(() -> insert(id, name));
    await("state LIKE '%semi-sync%'");
    return () -> {
      await("info LIKE 'INSERT INTO crossover.sentinel%' OR info = 'COMMIT'");
      database.execute("SET GLOBAL %s = OFF".formatted(variable + "enabled"));
      commit.get();
      if (!mariadb) {
        database.execute("UNINSTALL PLUGIN rpl_semi_sync_source");
      }
    };
  }

  private void await(String condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String query = "SELECT id FROM information_schema.processlist WHERE id <> connection_id() AND ";
    while (database.texts(query + "(" + condition + ")").isEmpty()) {
      assertThat(System.nanoTime()).as(condition).isLessThan(deadline);
    }
  }

  @Override
  protected void delete(long id) {
    database.execute("DELETE FROM item WHERE id = " + id);
  }
}
