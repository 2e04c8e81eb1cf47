package dev.crossover.sources.mysql.log;

import dev.crossover.contract.SourceException;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Whose log it is. Places of two servers have nothing to do with each other, also where one took
 * over from the other: files are counted by each for itself.
 */
public final class StreamedServer {
  private static final String STREAMS =
      "SELECT count(*) FROM information_schema.tables"
          + " WHERE table_schema = 'crossover' AND table_name = 'stream'";

  private StreamedServer() {}

  /** MariaDB has its server_uid since 10.11.9, 11.1.6, 11.2.5 and 11.4.3. */
  private static final String MARIADB =
      """
      SELECT concat(@@global.server_id, ' ', coalesce(
               (SELECT global_value FROM information_schema.system_variables
                 WHERE variable_name = 'SERVER_UID'),
               concat(@@global.hostname, ':', @@global.port)))
      """;

  /** MariaDB makes its server_uid of its network card and port, so it changes with them. */
  private static String sameOnOtherHardware(String identity, String server) {
    int id = identity.indexOf(' ') + 1;
    return id > 0 && server.startsWith(identity.substring(0, id))
        ? "; only if it is the same MariaDB with the same files, on other hardware or another port: UPDATE crossover.stream SET server = '%s', then run again; the stream looks for its mark in the log first"
            .formatted(identity)
        : "";
  }

  /** What no other server has, as far as each kind of server says it. */
  public static String identity(Connection connection) throws SQLException {
    String identity =
        MysqlServer.of(connection).mariadb() ? MARIADB : "SELECT @@global.server_uuid";
    return MysqlQuery.list(connection, identity, row -> row.getString(1), List.of()).get(0);
  }

  /**
   * @throws SourceException if the change stream began at another server than this connection's
   */
  public static void require(Connection connection) throws SQLException {
    boolean streams =
        MysqlQuery.list(connection, STREAMS, row -> row.getInt(1) > 0, List.of()).get(0);
    if (streams) {
      String identity = identity(connection);
      for (String server :
          MysqlQuery.list(
              connection,
              "SELECT server FROM crossover.stream",
              row -> row.getString(1),
              List.of())) {
        if (!server.equals(identity)) {
          throw new SourceException(
              "another server answers at this address, %s and not %s, and its log has other places; connect to that server again, or start the migration again: run cleanup, then run"
                      .formatted(identity, server)
                  + sameOnOtherHardware(identity, server));
        }
      }
    }
  }
}
