package dev.crossover.sources.postgresql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.RowSourceContract;
import dev.crossover.sources.postgresql.TestSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;

class PostgresqlRowSourceIT extends RowSourceContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestSource database =
      TestSource.create("CREATE TABLE item (id bigint PRIMARY KEY, name text)");
  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private final PostgresqlRows rows = new PostgresqlRows(database.database());

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

  /** A server that waits for a standby which never comes. */
  @Override
  protected Unseen insertUnseen(long id, String name) throws Exception {
    database.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    database.execute("SELECT pg_reload_conf()");
    await("SELECT 1 FROM pg_settings WHERE name = 'synchronous_standby_names' AND setting <> ''");
    String insert =
        "BEGIN; SET LOCAL synchronous_commit = on; INSERT INTO item VALUES (%d, '%s'); COMMIT"
            .formatted(id, name);
    Future<?> commit = waiting(id, insert);
    return () -> {
      await(
          "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%SyncRep%'"
              + " AND pid <> pg_backend_pid() AND datname = current_database()");
      database.execute("ALTER SYSTEM RESET synchronous_standby_names");
      database.execute("SELECT pg_reload_conf()");
      commit.get();
    };
  }

  /** Until the checkpointer has read the setting too, a commit waits for nobody. */
  private Future<?> waiting(long id, String insert) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Future<?> commit = writer.submit(() -> database.execute(insert));
    while (!finds("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'")) {
      assertThat(System.nanoTime()).as("a commit that waits").isLessThan(deadline);
      if (commit.isDone()) {
        commit.get();
        delete(id);
        commit = writer.submit(() -> database.execute(insert));
      }
    }
    return commit;
  }

  private void await(String query) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!finds(query)) {
      assertThat(System.nanoTime()).as(query).isLessThan(deadline);
    }
  }

  private boolean finds(String query) throws SQLException {
    try (Connection connection = database.database().connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next();
    }
  }

  @Override
  protected void delete(long id) {
    database.execute("DELETE FROM item WHERE id = " + id);
  }
}
