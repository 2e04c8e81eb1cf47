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
      T result = runOrRollBack(connection, work);
      if (commit) {
        connection.commit();
      } else {
        connection.rollback();
      }
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException e) {
      throw new SourceException("cannot " + what + ": " + e.getMessage(), e);
    }
  }

  private static <T> T runOrRollBack(Connection connection, Work<T> work) throws SQLException {
    try {
      return work.run(connection);
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
      } catch (SQLException alsoBroken) {
        e.addSuppressed(alsoBroken);
      }
      throw e;
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
