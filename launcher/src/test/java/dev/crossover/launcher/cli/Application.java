package dev.crossover.launcher.cli;

import dev.crossover.sources.postgresql.TestSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The application that a migration moves: a role of its own, which a cutover closes. */
final class Application {
  private static final long PATIENCE_SECONDS = 60;

  private final MovedSource.Opened source;

  /** Of a source that has a role for it. */
  Application(MovedSource.Opened source) {
    this.source = source;
  }

  /** Makes the role, which may write every table. */
  Application(TestSource source) {
    this(MovedSource.of(source));
    source.execute(
        "CREATE ROLE %1$s LOGIN PASSWORD 'x'; GRANT ALL ON ALL TABLES IN SCHEMA public TO %1$s"
            .formatted(this.source.role()));
  }

  /** A session of its own. */
  Connection connect() throws SQLException {
    return source.connectAsApplication();
  }

  /** Commits statements that are split by {@code ;} together, in a session of its own. */
  void write(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String one : sql.split(";", -1)) {
        statement.execute(one);
      }
      connection.commit();
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
