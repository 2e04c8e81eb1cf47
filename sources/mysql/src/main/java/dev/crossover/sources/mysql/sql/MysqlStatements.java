package dev.crossover.sources.mysql.sql;

import dev.crossover.contract.SourceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Work on one connection of the source. */
public final class MysqlStatements {
  private MysqlStatements() {}

  /** What is done on the connection. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Work in one transaction. Statements about tables, users and rights commit by themselves here.
   *
   * @param what ends the sentence "cannot ..."
   */
  public static <T> T commit(MysqlDatabase source, String what, Work<T> work) {
    return run(
        source,
        what,
        connection -> {
          connection.setAutoCommit(false);
          try {
            T result = work.run(connection);
            connection.commit();
            return result;
          } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
          } finally {
            connection.setAutoCommit(true);
          }
        });
  }

  /** Work in which every statement commits. */
  public static <T> T run(MysqlDatabase source, String what, Work<T> work) {
    try (Connection connection = source.connect()) {
      return work.run(connection);
    } catch (SQLException e) {
      throw new SourceException("cannot " + what + ": " + ServerSays.of(e), e);
    }
  }

  private static void rollBack(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException alsoBroken) {
      failure.addSuppressed(alsoBroken);
    }
  }

  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
