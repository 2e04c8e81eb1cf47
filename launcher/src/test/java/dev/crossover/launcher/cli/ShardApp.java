package dev.crossover.launcher.cli;

/** An application that writes to its shard until it is ended. */
final class ShardApp implements AutoCloseable {
  private final MovedSource.Opened server;
  private final String text;
  private final Thread thread = new Thread(this::write, "app");
  private volatile boolean ended;

  ShardApp(MovedSource.Opened server, String text) {
    this.server = server;
    this.text = text;
    thread.start();
  }

  private void write() {
    for (int id = 1_000; !ended; id++) {
      server.execute(
          """
          INSERT INTO sale VALUES (%d, 1 + %d %% 100, '%s new %d');
          UPDATE sale SET note = '%s changed %d' WHERE id = 1 + %d %% 150;
          DELETE FROM sale WHERE id = %d;
          """
              .formatted(id, id, text, id, text, id, id, id - 5));
    }
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
