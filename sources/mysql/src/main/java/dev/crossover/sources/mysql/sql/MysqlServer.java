package dev.crossover.sources.mysql.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which server it is. The two speak one protocol and nearly one language.
 *
 * @param mariadb whether it is MariaDB
 * @param major the first number of its version
 * @param minor the second number of its version
 * @param version as the server says it
 */
public record MysqlServer(boolean mariadb, int major, int minor, String version) {

  /** Asks the server. */
  public static MysqlServer of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT version()")) {
      row.next();
      return parse(row.getString(1));
    }
  }

  /**
   * @param version such as {@code 8.4.3} or {@code 11.4.5-MariaDB-log}
   */
  static MysqlServer parse(String version) {
    String[] numbers = version.split("[^0-9]+", 3);
    return new MysqlServer(
        version.contains("MariaDB"),
        Integer.parseInt(numbers[0]),
        Integer.parseInt(numbers[1]),
        version);
  }

  /** The name and the version, for people. */
  public String text() {
    return (mariadb ? "MariaDB " : "MySQL ") + version;
  }

  /** Whether the version is this one or a later one. */
  public boolean isAtLeast(int thatMajor, int thatMinor) {
    return major > thatMajor || (major == thatMajor && minor >= thatMinor);
  }

  /** The statement that says where the binary log ends. */
  public String logStatus() {
    if (mariadb) {
      return "SHOW BINLOG STATUS";
    }
    return isAtLeast(8, 2) ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
  }
}
