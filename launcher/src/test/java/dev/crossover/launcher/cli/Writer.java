package dev.crossover.launcher.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Adds 200 tracks a second, each in a transaction of its own, until it is ended. */
final class Writer implements AutoCloseable {
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1) / 200;

  private final AtomicInteger written = new AtomicInteger();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<Integer> acknowledged;
  private volatile boolean ended;

  /**
   * @param firstId the key of the first track; each later one is higher by one
   */
  Writer(Application application, int firstId) {
    acknowledged = thread.submit(() -> write(application, firstId));
  }

  /** Returns when this many more tracks are acknowledged. */
  void awaitMore(int tracks) {
    int enough = written.get() + tracks;
    while (written.get() < enough && !acknowledged.isDone()) {
      LockSupport.parkNanos(PAUSE);
    }
  }

  private int write(Application application, int firstId) throws SQLException {
    try (Connection connection = application.connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO track VALUES (?, 1, 'new')")) {
      long next = System.nanoTime();
      while (!ended) {
        insert.setInt(1, firstId + written.get());
        insert.executeUpdate();
        written.incrementAndGet();
        next += PAUSE;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
    return written.get();
  }

  /** How many tracks were acknowledged, once it has stopped. */
  int end() throws ExecutionException, InterruptedException {
    ended = true;
    return acknowledged.get();
  }

  @Override
  public void close() {
    ended = true;
    thread.shutdown();
  }
}
