package dev.crossover.sources.postgresql.capture;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Statements that wait for others, but not for ever. */
final class BoundedStatement {
  private BoundedStatement() {}

  /** What is done with a statement. */
  interface Work {
    void run(Statement statement) throws SQLException;
  }

  /** The server ends the statement by itself, even if this process is killed while it waits. */
  static void bounded(Connection connection, Duration timeout, Work work) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = " + timeout.toMillis());
      statement.execute("SET statement_timeout = " + timeout.toMillis());
      try {
        work.run(statement);
      } finally {
        statement.execute("RESET lock_timeout; RESET statement_timeout");
      }
    }
  }
}
