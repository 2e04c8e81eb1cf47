package dev.crossover.launcher.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that keeps inserting, updating and deleting until it is refused, and tries again
 * until it is stopped. The same seed makes the same choices.
 *
 * <p>Sales move as whole transactions: an invoice and its lines are inserted together, and deleted
 * together.
 */
public final class Workload implements AutoCloseable {
  private static final Duration RETRY = Duration.ofMillis(200);
  private static final int LINES = 3;

  private final String url;
  private final SalesSql sql;
  private final int writesPerSecond;
  private final Random random;
  private final AtomicLong writes = new AtomicLong();
  private final Thread thread;
  private volatile boolean stopped;
  private volatile boolean refused;
  private volatile SQLException failure;

  /**
   * @param url JDBC address of the source, without user and password
   */
  Workload(String url, SalesSql sql, int writesPerSecond, long seed) {
    this.url = url;
    this.sql = sql;
    this.writesPerSecond = writesPerSecond;
    this.random = new Random(seed);
    this.thread = new Thread(this::run, "workload");
    this.thread.setDaemon(true);
  }

  /** Begins to write; with a rate of 0 it never does. */
  public void start() {
    if (writesPerSecond > 0) {
      thread.start();
    }
  }

  /** Rows written and committed so far. */
  public long writes() {
    return writes.get();
  }

  /** What ended the workload other than a refusal, which would be a fault of the demo. */
  public Optional<SQLException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether the source refuses this application at the moment. */
  public boolean refused() {
    return refused;
  }

  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopped) {
      try (Connection connection =
          DriverManager.getConnection(url, DemoDatabase.APPLICATION, DemoDatabase.APPLICATION)) {
        connection.setAutoCommit(false);
        refused = false;
        writeUntilRefused(connection);
      } catch (SQLException e) {
        if (!sql.refusal().test(e)) {
          failure = e;
          return;
        }
        refused = true;
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  private void writeUntilRefused(Connection connection) throws SQLException {
    long started = System.nanoTime();
    long done = 0;
    while (!stopped) {
      int rows = transaction(connection);
      connection.commit();
      done += rows;
      writes.addAndGet(rows);
      long due = started + done * Duration.ofSeconds(1).toNanos() / writesPerSecond;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private int transaction(Connection connection) throws SQLException {
    int choice = random.nextInt(100);
    if (choice < 30) {
      return sell(connection);
    }
    if (choice < 45) {
      return refund(connection);
    }
    if (choice < 60) {
      return changePrice(connection);
    }
    if (choice < 80) {
      return moveCustomer(connection);
    }
    return choice < 90 ? moveInPlaylist(connection) : removeAndAddToPlaylist(connection);
  }

  private int sell(Connection connection) throws SQLException {
    long invoice = number(connection, sql.sell(), random.nextInt(1, 50), random.nextInt(1, 59));
    int rows = 1;
    for (int line = 0; line < LINES; line++) {
      rows +=
          update(
              connection, sql.sellLine(), invoice, random.nextInt(1, 3503), random.nextInt(1, 5));
    }
    return rows;
  }

  private int refund(Connection connection) throws SQLException {
    long invoice = number(connection, sql.find(), random.nextInt(1, 2000));
    return update(connection, sql.refundLines(), invoice)
        + update(connection, sql.refund(), invoice);
  }

  private int changePrice(Connection connection) throws SQLException {
    return update(connection, sql.changePrice(), random.nextInt(49, 299), random.nextInt(1, 3503));
  }

  private int moveCustomer(Connection connection) throws SQLException {
    int house = random.nextInt(1, 9999);
    return update(connection, sql.moveCustomer(), house, random.nextInt(1, 59));
  }

  /** Changes a primary key: a delete and an insert for whoever follows the log. */
  private int moveInPlaylist(Connection connection) throws SQLException {
    int otherTrack = random.nextInt(1, 3503);
    return update(
        connection, sql.moveInPlaylist(), otherTrack, random.nextInt(1, 3503), otherTrack);
  }

  private int removeAndAddToPlaylist(Connection connection) throws SQLException {
    int track = random.nextInt(1, 3503);
    return update(connection, sql.removeFromPlaylist(), track)
        + update(connection, sql.addToPlaylist(), random.nextInt(1, 3503));
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  private static long number(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
