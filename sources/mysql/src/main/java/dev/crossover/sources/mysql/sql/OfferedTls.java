package dev.crossover.sources.mysql.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.mariadb.jdbc.MariaDbDataSource;

/** Connections that are encrypted if the server offers that. */
final class OfferedTls extends MariaDbDataSource {
  /** What the driver says of a server that has no certificate; no code tells it. */
  private static final String NOT_OFFERED = "ssl not enabled in the server";

  private final MariaDbDataSource plain;

  /**
   * @param url without a word about encryption, and with another parameter
   */
  OfferedTls(String url) throws SQLException {
    super(url + "&sslMode=trust");
    // Such a server hands out a key of its own, by which alone it may be sent a password.
    this.plain = new MariaDbDataSource(url + "&sslMode=disable&allowPublicKeyRetrieval=true");
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    try {
      return super.getConnection(user, password);
    } catch (SQLException e) {
      if (!e.getMessage().contains(NOT_OFFERED)) {
        throw e;
      }
      return plain.getConnection(user, password);
    }
  }
}
