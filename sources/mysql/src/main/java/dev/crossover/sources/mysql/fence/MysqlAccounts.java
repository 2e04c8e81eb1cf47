package dev.crossover.sources.mysql.fence;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.time.Timing;
import dev.crossover.sources.mysql.fence.MysqlFenceRecord.Account;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlServer;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The accounts of the server, and the sessions that they have. */
final class MysqlAccounts {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(20);

  private static final String MARIADB =
      "SELECT user, host, coalesce(json_value(priv, '$.account_locked'), '0') IN ('1', 'true')"
          + " FROM mysql.global_priv WHERE user IN (%s) ORDER BY 1, 2";

  private static final String MYSQL =
      "SELECT user, host, account_locked = 'Y' FROM mysql.user WHERE user IN (%s) ORDER BY 1, 2";

  /** Crossover's own account in SQL, as the tables of privileges write it. */
  static final String OWN =
      "concat(quote(substring_index(current_user(), '@', 1)), '@',"
          + " quote(substring_index(current_user(), '@', -1)))";

  private MysqlAccounts() {}

  /** Every account of some users, from whatever host. */
  static List<Account> read(Connection connection, List<String> users) throws SQLException {
    String sql = MysqlServer.of(connection).mariadb() ? MARIADB : MYSQL;
    return MysqlQuery.list(
        connection,
        sql.formatted(MysqlQuery.parameters(users)),
        row -> new Account(row.getString(1), row.getString(2), row.getBoolean(3)),
        users);
  }

  /** The ids of their sessions. */
  static List<Long> sessions(Connection connection, List<Account> accounts) throws SQLException {
    List<String> users = accounts.stream().map(Account::user).distinct().toList();
    return MysqlQuery.list(
        connection,
        "SELECT id FROM information_schema.processlist WHERE id <> connection_id() AND user IN (%s)"
            .formatted(MysqlQuery.parameters(users)),
        row -> row.getLong(1),
        users);
  }

  /**
   * @throws SourceException if a session does not end
   */
  static void endSessions(Connection connection, List<Account> accounts) throws SQLException {
    Timing timing = Timing.real();
    Instant end = timing.now().plus(PATIENCE);
    List<Long> left = new ArrayList<>(sessions(connection, accounts));
    while (!left.isEmpty()) {
      for (long session : left) {
        kill(connection, session);
      }
      if (timing.now().isAfter(end)) {
        throw new SourceException(
            "%d sessions of closed accounts do not end; look at SHOW PROCESSLIST"
                .formatted(left.size()));
      }
      timing.pause(POLL);
      left = sessions(connection, accounts);
    }
  }

  /** Ends a session, and waits a while for the end of its transaction, which is undone then. */
  static void end(Connection connection, long session) throws SQLException {
    kill(connection, session);
    Timing timing = Timing.real();
    Instant end = timing.now().plus(PATIENCE);
    while (lives(connection, session) && timing.now().isBefore(end)) {
      timing.pause(POLL);
    }
  }

  private static boolean lives(Connection connection, long session) throws SQLException {
    return !MysqlQuery.list(
            connection,
            "SELECT id FROM information_schema.processlist WHERE id = " + session,
            row -> 1,
            List.of())
        .isEmpty();
  }

  /** ER_NO_SUCH_THREAD: it has ended by itself. */
  private static final int GONE = 1094;

  static void kill(Connection connection, long session) throws SQLException {
    try {
      MysqlStatements.execute(connection, "KILL CONNECTION " + session);
    } catch (SQLException e) {
      if (e.getErrorCode() != GONE) {
        throw e;
      }
    }
  }
}
