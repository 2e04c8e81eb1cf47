package dev.crossover.engine.apply;

/**
 * How much one transaction may write.
 *
 * @param cells the most cells, those of indexes and shadow rows included; Spanner allows 80,000
 * @param bytes the most bytes, as estimated from the values; Spanner allows 100 MB
 */
public record CommitLimits(int cells, long bytes) {
  /**
   * Far below Spanner's own limits: latency per row is lowest at some hundred rows, and the
   * emulator needs quadratic time for a transaction on a table with a unique index.
   */
  public static final CommitLimits DEFAULT = new CommitLimits(4_000, 8L << 20);
}
