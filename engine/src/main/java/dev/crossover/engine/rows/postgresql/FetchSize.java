package dev.crossover.engine.rows.postgresql;

/** How many rows one fetch may bring, so that it stays within a number of bytes. */
final class FetchSize {
  private static final long FETCHED_BYTES = 16L << 20;

  /** A new row counts as much as this many old ones, so that longer rows are noticed in time. */
  private static final int WEIGHT = 16;

  private final int most;
  private long averageBytes;

  FetchSize(int most, PostgresqlTable table) {
    this.most = most;
    this.averageBytes = table.bytes() / Math.max(1, table.estimatedRows());
  }

  void sawRow(long characters) {
    averageBytes = Math.max(characters, averageBytes + (characters - averageBytes) / WEIGHT);
  }

  int rows() {
    return (int) Math.max(1, Math.min(most, FETCHED_BYTES / Math.max(1, averageBytes)));
  }
}
