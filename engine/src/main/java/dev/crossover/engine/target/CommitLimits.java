package dev.crossover.engine.target;

/**
 * How much one commit may write; a single row above it is committed alone.
 *
 * @param cells the most cells: columns written, those of indexes and shadow rows included
 * @param bytes the most bytes, as estimated from the values
 */
public record CommitLimits(int cells, long bytes) {
  /**
   * Far below what targets allow: latency per row is lowest at some hundred rows, and small targets
   * for tests need quadratic time for a transaction on a table with a unique index.
   */
  public static final CommitLimits DEFAULT = new CommitLimits(4_000, 8L << 20);
}
