package dev.crossover.sources.postgresql.fence;

import dev.crossover.engine.source.Writers;
import dev.crossover.engine.source.WritersContract;
import dev.crossover.sources.postgresql.TestSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class PostgresqlWritersIT extends WritersContract {
  private final TestSource source = TestSource.create("CREATE TABLE t (id serial)");
  private final PostgresqlWriters writers = new PostgresqlWriters(source.database());
  private final List<Connection> sessions = new ArrayList<>();

  @AfterEach
  void close() throws SQLException {
    for (Connection session : sessions) {
      session.close();
    }
    source.close();
  }

  @Override
  protected Writers writers() {
    return writers;
  }

  @Override
  protected void writeInASession() {
    write("INSERT INTO t DEFAULT VALUES");
  }

  @Override
  protected void prepare(String name) {
    write("INSERT INTO t DEFAULT VALUES; PREPARE TRANSACTION '" + name + "'");
  }

  private void write(String sql) {
    try {
      Connection session =
          DriverManager.getConnection(
              "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name(),
              "postgres",
              "postgres");
      sessions.add(session);
      session.setAutoCommit(false);
      try (Statement statement = session.createStatement()) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected void rollBackPrepared(String name) {
    source.execute("ROLLBACK PREPARED '" + name + "'");
  }
}
