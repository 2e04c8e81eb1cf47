package dev.crossover.launcher.real;

import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.cli.MovedSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application that writes to the source all the time, one transaction after the other, as its
 * own role and by its own way there, and goes on when it was refused.
 */
final class Application implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(150);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int FIRST = 1_000;

  private final MovedSource.Opened source;
  private final Script script;
  private final AtomicInteger refusals = new AtomicInteger();
  private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
  private final Thread thread = new Thread(this::write, "application");
  private volatile boolean ended;
  private volatile String refusal = "never refused";

  private Application(MovedSource.Opened source, Script script) {
    this.source = source;
    this.script = script;
  }

  /** What it writes. */
  interface Script {
    /**
     * The statements of one transaction.
     *
     * @param number another one for each: nobody knows what became of one without an answer
     */
    List<String> transaction(int number);
  }

  /** Begins to write to the tables of {@link Rows}; a transaction's number is a track's key. */
  static Application start(MovedSource.Opened source) {
    return start(source, Application::albumsAndTracks);
  }

  private static List<String> albumsAndTracks(int number) {
    int album = 1 + number % 50;
    return List.of(
        "INSERT INTO track (id, album) VALUES (%d, %d)".formatted(number, album),
        "UPDATE album SET title = concat(title, '.') WHERE id = " + album,
        "DELETE FROM track WHERE id = " + number % 100);
  }

  /** Begins to write. */
  static Application start(MovedSource.Opened source, Script script) {
    Application application = new Application(source, script);
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
          for (String sql : script.transaction(next)) {
            statement.execute(sql);
          }
          connection.commit();
          acknowledged.add(next);
          Timing.real().pause(PAUSE);
        }
      } catch (SQLException refused) {
        refusal = refused.getMessage();
        refusals.incrementAndGet();
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

  /** Waits until it is refused. */
  void awaitRefusal() {
    int before = refusals.get();
    Rows.await(() -> refusals.get() > before, () -> "it writes on");
  }

  /** The numbers of the transactions that the source has said it has. */
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
