package dev.crossover.engine.bulk;

/**
 * What one commit may hold; a single row above it is committed alone.
 *
 * @param cells columns written plus columns of their indexes (Spanner allows 80,000)
 * @param bytes of the values (Spanner allows 100 MB)
 */
public record CommitLimits(int cells, long bytes) {}
