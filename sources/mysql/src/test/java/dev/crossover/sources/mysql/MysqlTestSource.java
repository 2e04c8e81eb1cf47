package dev.crossover.sources.mysql;

import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real server that serves every test of a JVM; each test makes a database of its own, and nothing
 * of Crossover's own is there at its start.
 */
public final class MysqlTestSource implements AutoCloseable {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final int port;
  private final String name;
  private final String user;
  private final MysqlDatabase database;

  private MysqlTestSource(int port, String name, String user) {
    this.port = port;
    this.name = name;
    this.user = user;
    this.database = MysqlDatabase.open(url(port, name), user, PASSWORD, 8);
  }

  /** An empty new database, in which {@code sql} (statements split by {@code ;}) has been run. */
  public static MysqlTestSource create(ServerKind server, String sql) {
    return create(server.shared().port(), sql);
  }

  /** The same on MariaDB. */
  public static MysqlTestSource create(String sql) {
    return create(ServerKind.MARIADB, sql);
  }

  /** The same on the server that listens on a port. */
  public static MysqlTestSource create(int port, String sql) {
    return named(port, "db" + DATABASES.incrementAndGet(), sql);
  }

  /** As {@link #create}, with a name of the test's choice, in the place of what has it. */
  public static MysqlTestSource named(ServerKind server, String name, String sql) {
    return named(server.shared().port(), name, sql);
  }

  private static MysqlTestSource named(int port, String name, String sql) {
    try (Connection admin = DriverManager.getConnection(url(port, ""), USER, PASSWORD);
        Statement statement = admin.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS crossover");
      statement.execute("DROP DATABASE IF EXISTS `" + name + "`");
      statement.execute("CREATE DATABASE `" + name + "`");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    MysqlTestSource source = new MysqlTestSource(port, name, USER);
    source.execute(sql);
    return source;
  }

  /** The same database by another user, who has the same password. */
  public MysqlTestSource as(String other) {
    return new MysqlTestSource(port, name, other);
  }

  /** The user that Crossover is. */
  public static final String USER = RunningServer.USER;

  public static final String PASSWORD = RunningServer.PASSWORD;

  private static String url(int port, String database) {
    return "jdbc:mariadb://127.0.0.1:%d/%s?sslMode=trust".formatted(port, database);
  }

  /** What the server says that it is. */
  public ServerKind server() {
    try (Connection connection = database.connect()) {
      return MysqlServer.of(connection).mariadb() ? ServerKind.MARIADB : ServerKind.MYSQL;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public String name() {
    return name;
  }

  public String user() {
    return user;
  }

  public int port() {
    return port;
  }

  public MysqlDatabase database() {
    return database;
  }

  /** Runs statements that are split by {@code ;} at the end of a line, or of the text. */
  public void execute(String sql) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String one : sql.split(";\\s*(\\n|$)", -1)) {
        if (!one.isBlank()) {
          statement.execute(one);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The one column of text that a query gives. */
  public List<String> texts(String query) {
    return new MysqlQuery(database, query).list(query, row -> row.getString(1));
  }

  @Override
  public void close() {
    database.close();
  }
}
