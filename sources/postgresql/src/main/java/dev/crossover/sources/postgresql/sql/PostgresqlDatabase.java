package dev.crossover.sources.postgresql.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.crossover.contract.SourceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

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

  // A time-out that an administrator gave the role is for its interactive use, not for a copy; and
  // a backslash in a key is a backslash.
  private static final String SESSION =
      "SET row_security = off; SET idle_in_transaction_session_timeout = 0; " + TEXT_FORMS;

  private final HikariDataSource pool;
  private final Limits limits;

  private PostgresqlDatabase(HikariDataSource pool, Limits limits) {
    this.pool = pool;
    this.limits = limits;
  }

  /**
   * How long the server may take. One that was cut off, or stands still, never answers.
   *
   * @param connect for a session to begin; whole seconds
   * @param answer for a statement, on a connection for questions and orders that take no time
   * @param reading for a statement, on a connection that reads many rows, which may be sorted
   *     before the first comes
   */
  public record Limits(Duration connect, Duration answer, Duration reading) {
    /**
     * Longer than a healthy server needs, be it busy; a person waits for the answer that there is
     * none.
     */
    public static final Limits STANDARD =
        new Limits(Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofMinutes(30));
  }

  /**
   * @param url a JDBC address without user and password
   * @param maxConnections the most connections open at once
   */
  public static PostgresqlDatabase open(
      String url, String user, String password, int maxConnections) {
    return open(url, user, password, maxConnections, Limits.STANDARD);
  }

  /** As {@link #open(String, String, String, int)}, with limits of its own. */
  public static PostgresqlDatabase open(
      String url, String user, String password, int maxConnections, Limits limits) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(maxConnections);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(limits.connect().toMillis());
    config.setConnectionInitSql(SESSION);
    config.addDataSourceProperty("ApplicationName", "crossover");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", seconds(limits.connect()));
    config.addDataSourceProperty("loginTimeout", seconds(limits.connect()));
    config.addDataSourceProperty("socketTimeout", seconds(limits.connect()));
    return new PostgresqlDatabase(new HikariDataSource(config), limits);
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  /**
   * A connection for questions and orders that take no time.
   *
   * @throws SourceException if the source cannot be reached or refuses the user
   */
  public Connection connect() {
    return connect(limits.answer());
  }

  /**
   * A connection to read many rows: the server may take long before the first.
   *
   * @throws SourceException if the source cannot be reached or refuses the user
   */
  public Connection connectToRead() {
    return connect(limits.reading());
  }

  private Connection connect(Duration limit) {
    try {
      Connection connection = pool.getConnection();
      try (Statement statement = connection.createStatement()) {
        // The server's own answer comes first, if there is a server; it may come late.
        int silence = (int) limit.plus(limits.connect()).toMillis();
        connection.setNetworkTimeout(Runnable::run, silence);
        statement.execute("SET statement_timeout = " + limit.toMillis());
        return connection;
      } catch (SQLException e) {
        pool.evictConnection(connection);
        throw e;
      }
    } catch (SQLException e) {
      throw new SourceException(
          "cannot connect to the source "
              + pool.getJdbcUrl()
              + " as "
              + pool.getUsername()
              + ": "
              + reason(e)
              + "; check host, port, user and password in source.*",
          e);
    }
  }

  /** The driver's own, in one line; the pool's says only that there was no connection in time. */
  private static String reason(SQLException failure) {
    Throwable root = failure;
    while (root.getCause() instanceof SQLException cause) {
      root = cause;
    }
    return String.valueOf(root.getMessage()).strip().replaceAll("\\s+", " ");
  }

  @Override
  public void close() {
    pool.close();
  }
}
