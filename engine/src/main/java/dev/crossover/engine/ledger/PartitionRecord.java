package dev.crossover.engine.ledger;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.rows.Partition;
import java.util.Optional;

/**
 * A partition and how far its load is.
 *
 * @param position where the source's log ended before the partition was read for the first time;
 *     empty before that
 * @param loaded what the last attempt moved; empty until one has ended well
 */
public record PartitionRecord(
    Partition partition, Optional<LogPosition> position, Optional<Loaded> loaded) {

  /**
   * What an attempt moved.
   *
   * @param rows committed to the target
   * @param bytes of their values
   * @param deadLetters rows that could not be moved
   * @param gone rows that were deleted in the source while the partition was loaded
   */
  public record Loaded(long rows, long bytes, long deadLetters, long gone) {}

  public boolean done() {
    return loaded.isPresent();
  }
}
