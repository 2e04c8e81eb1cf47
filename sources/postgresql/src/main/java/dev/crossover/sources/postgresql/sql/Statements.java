package dev.crossover.sources.postgresql.sql;

import dev.crossover.contract.SourceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Work on one connection of the source, in one transaction. */
public final class Statements {
  private Statements() {}

  /** What is done on the connection. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * @param what ends the sentence "cannot ..."
   */
  public static <T> T commit(PostgresqlDatabase source, String what, Work<T> work) {
    return transaction(source, what, work, true);
  }

  /** Like {@link #commit}, but nothing of it stays. */
  public static <T> T rollBack(PostgresqlDatabase source, String what, Work<T> work) {
    return transaction(source, what, work, false);
  }

  private static <T> T transaction(
      PostgresqlDatabase source, String what, Work<T> work, boolean commit) {
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

  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
