package dev.crossover.sources.mysql.capture;

import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** How Debezium's connections are encrypted: as our own are. */
final class StreamTls {
  private StreamTls() {}

  /**
   * @param connection one of our own
   * @param word of the settings
   */
  static Map<String, String> properties(Connection connection, String word) throws SQLException {
    boolean mariadb = MysqlServer.of(connection).mariadb();
    String mode =
        switch (word) {
          case "verify-ca" -> mariadb ? "verify-ca" : "verify_ca";
          case "verify-full" -> mariadb ? "verify-full" : "verify_identity";
          default -> isEncrypted(connection) ? (mariadb ? "trust" : "required") : none(mariadb);
        };
    return Map.of("database.ssl.mode", mode, "driver.allowPublicKeyRetrieval", "true");
  }

  private static String none(boolean mariadb) {
    return mariadb ? "disable" : "disabled";
  }

  private static boolean isEncrypted(Connection connection) throws SQLException {
    return MysqlQuery.list(
            connection,
            "SHOW SESSION STATUS LIKE 'Ssl_cipher'",
            row -> !row.getString(2).isEmpty(),
            List.of())
        .contains(true);
  }
}
