package dev.crossover.sources.mysql.fence;

import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlServer;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What can be closed of a server as a whole. */
final class WholeServer {
  static final String READ_ONLY = "read_only";
  static final String EVENTS = "event_scheduler";

  private static final String OTHERS =
      "SELECT count(*) FROM information_schema.schemata WHERE schema_name NOT IN ('crossover',"
          + " 'mysql', 'sys', 'information_schema', 'performance_schema', %s)";

  /** Rights by which a user goes on writing to a server that is read-only, and lets others try. */
  private static final String EXEMPT =
      "SELECT count(*) FROM information_schema.user_privileges WHERE privilege_type IN (%s)"
          + " AND is_grantable = 'YES' AND grantee = "
          + MysqlAccounts.OWN;

  private WholeServer() {}

  /**
   * Whether the server may be made read-only: it is not, it has no database that is not moved, and
   * Crossover's user may set it and write all the same, as the proof of a cutover needs it.
   */
  static boolean canBeReadOnly(Connection connection, List<String> schemas) throws SQLException {
    String exempt =
        MysqlServer.of(connection).mariadb() ? "'READ_ONLY ADMIN'" : "'SUPER', 'CONNECTION_ADMIN'";
    return !isReadOnly(connection)
        && count(connection, OTHERS.formatted(MysqlQuery.parameters(schemas)), schemas) == 0
        && count(connection, EXEMPT.formatted(exempt), List.of()) > 0
        && canSet(connection, READ_ONLY);
  }

  static boolean isReadOnly(Connection connection) throws SQLException {
    // A number in one version, a word in another, which has more than two of them.
    String value =
        MysqlQuery.list(connection, "SELECT @@global.read_only", row -> row.getString(1), List.of())
            .get(0);
    return !List.of("0", "OFF").contains(value);
  }

  /** Whether the event scheduler runs and may be stopped. */
  static boolean canStopEvents(Connection connection) throws SQLException {
    return runsEvents(connection) && canSet(connection, EVENTS);
  }

  static boolean runsEvents(Connection connection) throws SQLException {
    return count(connection, "SELECT @@global.event_scheduler = 'ON'", List.of()) == 1;
  }

  /** The enabled events of a server, as {@code database.name}. */
  static List<String> events(Connection connection) throws SQLException {
    return MysqlQuery.list(
        connection,
        "SELECT concat(event_schema, '.', event_name) FROM information_schema.events"
            + " WHERE status = 'ENABLED' ORDER BY 1",
        row -> row.getString(1),
        List.of());
  }

  /** Whether the server can be told to keep a variable for its next start, and what it keeps. */
  static boolean keepsSettings(Connection connection) throws SQLException {
    return !MysqlServer.of(connection).mariadb()
        && count(connection, "SELECT @@persisted_globals_load AND @@performance_schema", List.of())
            == 1;
  }

  /** The values that the server would begin with, of the variables that a fence sets. */
  static Map<String, String> keptSettings(Connection connection) throws SQLException {
    Map<String, String> kept = new HashMap<>();
    MysqlQuery.list(
            connection,
            "SELECT lower(variable_name), variable_value"
                + " FROM performance_schema.persisted_variables WHERE variable_name IN (?, ?)",
            row -> Map.entry(row.getString(1), row.getString(2)),
            List.of(READ_ONLY, EVENTS))
        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    return kept;
  }

  /** Sets a variable to what it is, which changes nothing and takes the same right. */
  private static boolean canSet(Connection connection, String variable) {
    try {
      MysqlStatements.execute(connection, "SET GLOBAL %1$s = @@global.%1$s".formatted(variable));
      return true;
    } catch (SQLException refused) {
      return false;
    }
  }

  private static long count(Connection connection, String sql, List<String> texts)
      throws SQLException {
    return MysqlQuery.list(connection, sql, row -> row.getLong(1), texts).get(0);
  }
}
