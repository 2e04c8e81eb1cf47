package dev.crossover.engine.source;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The source's log of changes, as places in it.
 *
 * <p>Every method throws {@link dev.crossover.contract.SourceException} when the source fails.
 */
public interface SourceLog {
  /**
   * Writes a sentinel, durably.
   *
   * @return a place above everything that was committed before the call, and below the sentinel's
   *     own commit
   */
  Mark mark();

  /** Where the log ends at present. */
  Position end();

  /** How people write places in this log. */
  PositionText positions();

  /** How long the log is kept for the change stream. */
  Retention retention();

  /**
   * A sentinel in the log.
   *
   * @param token what the row carries, unique
   */
  record Mark(Position position, String token) {}

  /**
   * @param kept whether everything the stream still needs is kept
   * @param headroomBytes how much more may be written before that ends; empty if nothing limits it
   * @param text the state in the source's own words
   * @param remedy what a person does so that more is kept
   * @param limit after which time the log is removed, whether the stream has read it or not; empty
   *     if it waits for the stream
   */
  record Retention(
      boolean kept,
      OptionalLong headroomBytes,
      String text,
      String remedy,
      Optional<Duration> limit) {
    /** Of a log that waits for the stream. */
    public Retention(boolean kept, OptionalLong headroomBytes, String text, String remedy) {
      this(kept, headroomBytes, text, remedy, Optional.empty());
    }
  }
}
