package dev.crossover.sources.postgresql;

import dev.crossover.engine.source.TableSizes;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL that serves every test of a JVM; each test makes a database of its own. */
public final class TestSource implements AutoCloseable {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final int port;
  private final String name;
  private final PostgresqlDatabase database;

  private TestSource(int port, String name) {
    this.port = port;
    this.name = name;
    this.database = PostgresqlDatabase.open(url(port, name), "postgres", "postgres", 8);
  }

  /** The server, started by the first caller and ended with the JVM. */
  private static final class Shared {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("wal_level", "logical")
            .setServerConfig("max_replication_slots", "20")
            .setServerConfig("max_wal_senders", "20")
            .setServerConfig("max_prepared_transactions", "10")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** An empty new database, in which {@code sql} (statements split by {@code ;}) has been run. */
  public static TestSource create(String sql) {
    return create(Shared.SERVER.getPort(), sql);
  }

  /** As above, on the server that listens on a port. */
  public static TestSource create(int port, String sql) {
    String name = "db" + DATABASES.incrementAndGet();
    try (Connection admin =
            DriverManager.getConnection(url(port, "postgres"), "postgres", "postgres");
        Statement statement = admin.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " ENCODING 'UTF8' TEMPLATE template0");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    TestSource source = new TestSource(port, name);
    source.execute(sql);
    return source;
  }

  private static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  public String name() {
    return name;
  }

  public int port() {
    return port;
  }

  /** The sizes of its tables. */
  public TableSizes sizes() {
    return new PostgresqlTableSizes(database());
  }

  public PostgresqlDatabase database() {
    return database;
  }

  public void execute(String sql) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
