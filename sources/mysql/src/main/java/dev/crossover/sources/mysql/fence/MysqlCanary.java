package dev.crossover.sources.mysql.fence;

import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Tries what the fence forbids, and changes nothing where it is not forbidden. */
record MysqlCanary(MysqlDatabase source) {
  private static final String USER = "crossover_canary";
  private static final String ACCOUNT = Backticks.literal(USER) + "@'%'";

  /** What MariaDB and MySQL answer who tries to log in with a locked account. */
  private static final Set<Integer> LOCKED = Set.of(4151, 3118);

  /** A write to a server that is read-only. */
  private static final int READ_ONLY = 1290;

  /** Whether an account that is locked may log in all the same; one sentence if it may. */
  List<String> logIn(Connection connection) throws SQLException {
    return asCanary(
        connection,
        password -> {
          MysqlStatements.execute(connection, "ALTER USER " + ACCOUNT + " ACCOUNT LOCK");
          try (Connection canary = source.logIn(USER, password)) {
            return List.of("an account that is locked may log in");
          } catch (SQLException refused) {
            requireIn(LOCKED, refused);
            return List.of();
          }
        });
  }

  /** What an account could write to that nobody has closed; one sentence each. */
  List<String> write(Connection connection, List<TableName> tables) throws SQLException {
    return asCanary(
        connection,
        password -> {
          for (TableName table : tables) {
            MysqlStatements.execute(
                connection,
                "GRANT SELECT, DELETE ON " + Backticks.quoted(table) + " TO " + ACCOUNT);
          }
          List<String> leaks = new ArrayList<>();
          try (Connection canary = source.logIn(USER, password)) {
            for (TableName table : tables) {
              if (writes(canary, table)) {
                leaks.add("whoever has the right to can write to " + table);
              }
            }
          }
          return leaks;
        });
  }

  private static boolean writes(Connection canary, TableName table) throws SQLException {
    try {
      MysqlStatements.execute(canary, "DELETE FROM " + Backticks.quoted(table) + " WHERE 1 = 0");
      return true;
    } catch (SQLException refused) {
      requireIn(Set.of(READ_ONLY), refused);
      return false;
    }
  }

  /** A refusal for another reason proves nothing. */
  private static void requireIn(Set<Integer> reasons, SQLException refused) throws SQLException {
    if (!reasons.contains(refused.getErrorCode())) {
      throw refused;
    }
  }

  private interface Attempt {
    List<String> with(String password) throws SQLException;
  }

  /** An account of our own, which is gone afterwards. */
  private static List<String> asCanary(Connection connection, Attempt attempt) throws SQLException {
    String password = UUID.randomUUID().toString();
    MysqlStatements.execute(connection, "DROP USER IF EXISTS " + ACCOUNT);
    MysqlStatements.execute(
        connection, "CREATE USER " + ACCOUNT + " IDENTIFIED BY " + Backticks.literal(password));
    try {
      return attempt.with(password);
    } finally {
      MysqlStatements.execute(connection, "DROP USER IF EXISTS " + ACCOUNT);
    }
  }
}
