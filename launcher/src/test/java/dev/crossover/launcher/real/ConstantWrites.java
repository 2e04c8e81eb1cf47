package dev.crossover.launcher.real;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.cli.MovedSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application that changes fifty rows of the table item ten times a second, until it is refused:
 * twenty are there afterwards, twenty have another value, ten are gone. The first hundred keys are
 * left alone.
 */
final class ConstantWrites implements AutoCloseable {
  /** Keys of nineteen digits, as services make them. */
  static final long FIRST = 1_234_567_890_123_456_000L;

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final MovedSource.Opened source;
  private final Random random = new Random(11);
  private final Thread thread = new Thread(this::write, "constant writes");
  private final AtomicInteger rounds = new AtomicInteger();
  private volatile boolean ended;
  private volatile String refusal = "";

  private ConstantWrites(MovedSource.Opened source) {
    this.source = source;
  }

  static ConstantWrites to(MovedSource.Opened source) {
    ConstantWrites writes = new ConstantWrites(source);
    writes.thread.setDaemon(true);
    writes.thread.start();
    return writes;
  }

  private void write() {
    try (Connection connection = source.connectAsApplication();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!ended) {
        statement.execute(upsert());
        statement.execute("UPDATE item SET n = n + 1 WHERE id IN (" + keys(20, "%s") + ")");
        statement.execute("DELETE FROM item WHERE id IN (" + keys(10, "%s") + ")");
        connection.commit();
        rounds.incrementAndGet();
        Timing.real().pause(PAUSE);
      }
    } catch (SQLException refused) {
      refusal = String.valueOf(refused.getMessage());
    }
  }

  private String upsert() {
    return "INSERT INTO item VALUES "
        + keys(20, "(%s, " + (FIRST + rounds() % 100) + ", 0, 'again " + rounds() + "')")
        + source
            .kind()
            .words(
                " ON CONFLICT (id) DO UPDATE SET note = excluded.note",
                " ON DUPLICATE KEY UPDATE note = VALUES(note)");
  }

  private String keys(int count, String form) {
    return random
        .longs(FIRST + 100, FIRST + 4100)
        .distinct()
        .limit(count)
        .mapToObj(key -> form.formatted(key))
        .collect(joining(", "));
  }

  int rounds() {
    return rounds.get();
  }

  /** What it was told when it was shut out. */
  String awaitRefusal() {
    Rows.await(() -> !refusal.isEmpty(), () -> "it writes on");
    return refusal;
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    thread.join();
  }
}
