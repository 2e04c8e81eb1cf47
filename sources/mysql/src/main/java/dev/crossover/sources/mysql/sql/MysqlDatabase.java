package dev.crossover.sources.mysql.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.crossover.contract.SourceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of connections to the source. Safe for many threads; the caller closes it and every
 * connection it hands out.
 *
 * <p>Every session is fixed to UTC, to one character set and to one SQL mode, so that neither the
 * server's settings nor its zone decide what a value looks like.
 */
public final class MysqlDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MysqlDatabase.class);

  // Without PAD_CHAR_TO_FULL_LENGTH, ANSI_QUOTES and the like, whatever the server's own mode is. A
  // reader may be slower than the server's patience for a client that does not take its rows.
  private static final String SESSION =
      "SET time_zone = '+00:00', character_set_results = utf8mb4,"
          + " sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES',"
          + " lock_wait_timeout = 10, innodb_lock_wait_timeout = 10, net_write_timeout = 3600";

  /** Years are numbers, and so are TINYINT(1) and BIT(1). */
  private static final String DRIVER =
      "connectTimeout=%d&tcpKeepAlive=true&connectionAttributes=program_name:crossover&yearIsDateType=false&tinyInt1isBit=false&transformedBitIsBoolean=false";

  private final String url;
  private final HikariDataSource pool;
  private final Limits limits;

  private MysqlDatabase(String url, HikariDataSource pool, Limits limits) {
    this.url = url;
    this.pool = pool;
    this.limits = limits;
  }

  /**
   * How long the server may take. One that was cut off, or stands still, never answers.
   *
   * @param connect for a session to begin
   * @param answer for a statement that answers at once on a healthy server
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
   * @param url a JDBC address without user and password; if it has no {@code sslMode} either,
   *     connections are encrypted when the server offers that
   * @param maxConnections the most connections open at once
   */
  public static MysqlDatabase open(String url, String user, String password, int maxConnections) {
    return open(url, user, password, maxConnections, Limits.STANDARD);
  }

  /** As {@link #open(String, String, String, int)}, with limits of its own. */
  public static MysqlDatabase open(
      String url, String user, String password, int maxConnections, Limits limits) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(connections(url, limits));
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(maxConnections);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(limits.connect().toMillis());
    config.setConnectionInitSql(SESSION);
    return new MysqlDatabase(url, new HikariDataSource(config), limits);
  }

  private static DataSource connections(String url, Limits limits) {
    String full =
        url + (url.contains("?") ? "&" : "?") + DRIVER.formatted(limits.connect().toMillis());
    try {
      return url.contains("sslMode=") ? new MariaDbDataSource(full) : new OfferedTls(full);
    } catch (SQLException e) {
      throw new SourceException("not an address of a source: " + url, e);
    }
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

  private Connection connect(Duration silence) {
    try {
      Connection connection = pool.getConnection();
      connection.setNetworkTimeout(Runnable::run, (int) silence.toMillis());
      return connection;
    } catch (SQLException e) {
      throw new SourceException(
          "cannot connect to the source "
              + url
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

  /** A session of another user, which the caller closes. */
  public Connection logIn(String user, String password) throws SQLException {
    Connection connection = pool.getDataSource().getConnection(user, password);
    connection.setNetworkTimeout(Runnable::run, (int) limits.answer().toMillis());
    return connection;
  }

  /** A connection whose transaction sees one moment; it ends with {@link #end}. */
  public Connection snapshot() {
    Connection connection = connectToRead();
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
      return connection;
    } catch (SQLException e) {
      pool.evictConnection(connection);
      throw new SourceException("cannot open a snapshot of the source: " + e.getMessage(), e);
    }
  }

  /**
   * Ends the transaction of {@link #snapshot}. It has read only, so one that ended with its
   * connection is no failure of its own, and must not hide that of the last reading.
   */
  public void end(Connection connection) {
    try (connection) {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      pool.evictConnection(connection);
      LOG.debug("event=snapshot_ended_with_its_connection side=source", e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
