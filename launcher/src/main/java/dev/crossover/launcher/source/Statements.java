package dev.crossover.launcher.source;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.SourceDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Work on one connection of the source, in one transaction. */
final class Statements {
  private Statements() {}

  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * @param what ends the sentence "cannot ..."
   */
  static <T> T commit(SourceDatabase source, String what, Work<T> work) {
    return transaction(source, what, work, true);
  }

  /** Like {@link #commit}, but nothing of it stays. */
  static <T> T rollBack(SourceDatabase source, String what, Work<T> work) {
    return transaction(source, what, work, false);
  }

  private static <T> T transaction(
      SourceDatabase source, String what, Work<T> work, boolean commit) {
    try (Connection connection = source.connect()) {
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        if (commit) {
          connection.commit();
        }
        return result;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new SourceException("cannot " + what + ": " + e.getMessage(), e);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A name as PostgreSQL takes it literally. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String quoted(TableName table) {
    return quoted(table.schema()) + "." + quoted(table.name());
  }
}
