package dev.crossover.sources.mysql;

import dev.crossover.sources.mysql.sql.MysqlDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real MariaDB that serves every test of a JVM; each test makes a database of its own, and
 * nothing of Crossover's own is there at its start.
 */
public final class MysqlTestSource implements AutoCloseable {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final EmbeddedMariadb server;
  private final String name;
  private final MysqlDatabase database;

  private MysqlTestSource(EmbeddedMariadb server, String name) {
    this.server = server;
    this.name = name;
    this.database = MysqlDatabase.open(url(server, name), USER, PASSWORD, 8);
  }

  /** The server, started by the first caller and ended with the JVM. */
  private static final class Shared {
    static final EmbeddedMariadb SERVER = start();

    private static EmbeddedMariadb start() {
      EmbeddedMariadb server = EmbeddedMariadb.start();
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return server;
    }
  }

  /** An empty new database, in which {@code sql} (statements split by {@code ;}) has been run. */
  public static MysqlTestSource create(String sql) {
    return on(Shared.SERVER, sql);
  }

  /** As {@link #create}, on a server of the test's own. */
  public static MysqlTestSource on(EmbeddedMariadb server, String sql) {
    return named(server, "db" + DATABASES.incrementAndGet(), sql);
  }

  /** As {@link #create}, with a name of the test's choice, in the place of what has it. */
  public static MysqlTestSource named(String name, String sql) {
    return named(Shared.SERVER, name, sql);
  }

  private static MysqlTestSource named(EmbeddedMariadb server, String name, String sql) {
    try (Connection admin = DriverManager.getConnection(url(server, ""), USER, PASSWORD);
        Statement statement = admin.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS crossover");
      statement.execute("DROP DATABASE IF EXISTS `" + name + "`");
      statement.execute("CREATE DATABASE `" + name + "`");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    MysqlTestSource source = new MysqlTestSource(server, name);
    source.execute(sql);
    return source;
  }

  /** The user that Crossover is. */
  public static final String USER = EmbeddedMariadb.USER;

  public static final String PASSWORD = EmbeddedMariadb.PASSWORD;

  private static String url(EmbeddedMariadb server, String database) {
    return "jdbc:mariadb://127.0.0.1:" + server.port() + "/" + database;
  }

  public String name() {
    return name;
  }

  public int port() {
    return server.port();
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

  @Override
  public void close() {
    database.close();
  }
}
