package dev.crossover.launcher.cli;

import dev.crossover.sources.postgresql.TestSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The application that a migration moves: a role of its own, which a cutover closes. */
final class Application {
  private static final long PATIENCE_SECONDS = 60;

  private final TestSource source;
  private final String role;

  /** Makes the role, which may write every table. */
  Application(TestSource source) {
    this.source = source;
    this.role = TestEnvironment.role(source);
    source.execute(
        "CREATE ROLE %1$s LOGIN PASSWORD 'x'; GRANT ALL ON ALL TABLES IN SCHEMA public TO %1$s"
            .formatted(role));
  }

  /** A session of its own. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name(), role, "x");
  }

  /** Commits, in a session of its own. */
  void write(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Commits as soon as it may; fails if it may not for a minute. */
  void writeOnceOpen(String sql) throws SQLException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        write(sql);
        return;
      } catch (SQLException closed) {
        if (System.nanoTime() > deadline) {
          throw closed;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
  }
}
