package dev.crossover.launcher.real;

import dev.crossover.engine.time.Timing;
import dev.crossover.sources.postgresql.TestSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * An application that writes to the source all the time, as its own role and by its own way there,
 * and goes on when it was refused.
 */
final class Application implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(150);
  private static final int FIRST = 1_000;

  private final TestSource source;
  private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
  private final Thread thread = new Thread(this::write, "application");
  private volatile boolean ended;
  private volatile String refusal = "never refused";

  private Application(TestSource source) {
    this.source = source;
  }

  static String role(TestSource source) {
    return "app_" + source.name();
  }

  /** Makes the role, and begins to write. */
  static Application start(TestSource source) {
    source.execute(
        "CREATE ROLE %1$s LOGIN PASSWORD 'x'; GRANT ALL ON ALL TABLES IN SCHEMA public TO %1$s"
            .formatted(role(source)));
    Application application = new Application(source);
    application.thread.setDaemon(true);
    application.thread.start();
    return application;
  }

  private void write() {
    int next = FIRST;
    while (!ended) {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        while (!ended) {
          next++;
          // The key is used once: nobody knows what became of a write without an answer.
          statement.execute(
              "INSERT INTO track (id, album) VALUES (%d, %d);".formatted(next, 1 + next % 50)
                  + " UPDATE album SET title = title || '.' WHERE id = %d;".formatted(1 + next % 50)
                  + " DELETE FROM track WHERE id = %d".formatted(next % 100));
          acknowledged.add(next);
          Timing.real().pause(PAUSE);
        }
      } catch (SQLException refused) {
        refusal = refused.getMessage();
        Timing.real().pause(PAUSE);
      }
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", role(source));
    properties.setProperty("password", "x");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("socketTimeout", "5");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name(), properties);
  }

  /** Why it could not write the last time. */
  String refusal() {
    return refusal;
  }

  /** The keys of rows that the source has said it has. */
  Set<Integer> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  /** Waits until it can write. */
  void awaitWrites() {
    int before = acknowledged.size();
    Rows.await(
        () -> acknowledged.size() > before + 1, () -> "the application cannot write: " + refusal);
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
