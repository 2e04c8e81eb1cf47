package dev.crossover.launcher.real;

import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.cli.MovedSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * An application that writes to the source all the time, as its own role and by its own way there,
 * and goes on when it was refused.
 */
final class Application implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(150);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int FIRST = 1_000;

  private final MovedSource.Opened source;
  private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
  private final Thread thread = new Thread(this::write, "application");
  private volatile boolean ended;
  private volatile String refusal = "never refused";

  private Application(MovedSource.Opened source) {
    this.source = source;
  }

  /** Begins to write. */
  static Application start(MovedSource.Opened source) {
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
              "INSERT INTO track (id, album) VALUES (%d, %d)".formatted(next, 1 + next % 50));
          statement.execute(
              "UPDATE album SET title = concat(title, '.') WHERE id = " + (1 + next % 50));
          statement.execute("DELETE FROM track WHERE id = " + next % 100);
          connection.commit();
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
    Connection connection = source.connectAsApplication();
    connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
    connection.setAutoCommit(false);
    return connection;
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
