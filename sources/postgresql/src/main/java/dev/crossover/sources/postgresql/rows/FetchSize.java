package dev.crossover.sources.postgresql.rows;

/**
 * How many rows the next fetch may bring, so that it stays within a number of bytes whatever the
 * rows' length. It begins small: a table's size on disk says little about rows that are compressed.
 */
final class FetchSize {
  private static final long FETCHED_BYTES = 4L << 20;
  private static final int FIRST_ROWS = 32;

  /** A long row is forgotten by and by, in about as many rows. */
  private static final int MEMORY = 64;

  private final int most;
  private long seen;
  private long longest = 1;

  FetchSize(int most) {
    this.most = most;
  }

  void sawRow(long characters) {
    seen++;
    longest = Math.max(1, Math.max(characters, longest - longest / MEMORY));
  }

  int rows() {
    long grown = Math.min(most, seen + FIRST_ROWS);
    return (int) Math.max(1, Math.min(grown, FETCHED_BYTES / longest));
  }
}
