package dev.crossover.sources.postgresql.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.crossover.contract.SourceException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A pool of connections to the source. Safe for many threads; the caller closes it and every
 * connection it hands out.
 *
 * <p>Every session is fixed to UTC and ISO forms, and {@code row_security=off} turns row-level
 * security, which would hide rows in silence, into an error.
 */
public final class PostgresqlDatabase implements AutoCloseable {
  /**
   * The settings that decide how PostgreSQL prints values. Every session that reads values as text
   * has these, or the same value would come in two forms.
   */
  public static final String TEXT_FORMS =
      "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';"
          + " SET extra_float_digits = 1; SET bytea_output = 'hex'; SET lc_monetary = 'C';"
          + " SET xmloption = 'content'";

  // A time-out that an administrator gave the role is for its interactive use, not for a copy.
  private static final String SESSION =
      "SET row_security = off; SET statement_timeout = 0;"
          + " SET idle_in_transaction_session_timeout = 0; "
          + TEXT_FORMS;

  /** Long enough for a busy server; a person waits for the answer that there is none. */
  private static final long CONNECT_TIMEOUT_MILLIS = 10_000;

  private final HikariDataSource pool;

  private PostgresqlDatabase(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * @param url a JDBC address without user and password
   * @param maxConnections the most connections open at once
   */
  public static PostgresqlDatabase open(
      String url, String user, String password, int maxConnections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(maxConnections);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
    config.setConnectionInitSql(SESSION);
    config.addDataSourceProperty("ApplicationName", "crossover");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return new PostgresqlDatabase(new HikariDataSource(config));
  }

  /**
   * @throws SourceException if the source cannot be reached or refuses the user
   */
  public Connection connect() {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw new SourceException(
          "cannot connect to the source "
              + pool.getJdbcUrl()
              + " as "
              + pool.getUsername()
              + "; check host, port, user and password in source.*",
          e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
