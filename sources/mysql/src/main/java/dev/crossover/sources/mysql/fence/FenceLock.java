package dev.crossover.sources.mysql.fence;

import dev.crossover.contract.SourceException;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Whoever changes the fence, or what it rests on, does it alone: a lock of the server that ends
 * with its connection, so that nobody goes on after he has lost it.
 */
public final class FenceLock {
  private static final String TAKE = "SELECT coalesce(get_lock('crossover.fence', 10), 0)";
  private static final String HOLDER = "SELECT coalesce(is_used_lock('crossover.fence'), 0)";

  private FenceLock() {}

  /**
   * Work that nobody else does meanwhile. A holder that does not come to its end is taken for dead,
   * and its connection is ended.
   *
   * @param what ends the sentence "cannot ..."
   */
  public static <T> T alone(MysqlDatabase source, String what, MysqlStatements.Work<T> work) {
    return MysqlStatements.run(
        source,
        what,
        connection -> {
          take(connection, what);
          try {
            return work.run(connection);
          } finally {
            MysqlStatements.execute(connection, "DO release_lock('crossover.fence')");
          }
        });
  }

  private static void take(Connection connection, String what) throws SQLException {
    if (number(connection, TAKE) == 1) {
      return;
    }
    long holder = number(connection, HOLDER);
    if (holder != 0) {
      MysqlAccounts.kill(connection, holder);
    }
    if (number(connection, TAKE) != 1) {
      throw new SourceException(
          "cannot %s: session %d of the source holds its fence and does not end; end it there, then try again"
              .formatted(what, holder));
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    return MysqlQuery.list(connection, sql, row -> row.getLong(1), List.of()).get(0);
  }
}
