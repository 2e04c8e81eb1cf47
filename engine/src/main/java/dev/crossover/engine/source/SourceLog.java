package dev.crossover.engine.source;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

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
  LogPosition end();

  /** How people write places in this log. */
  PositionText positions();

  /** How long the log is kept for the change stream. */
  Retention retention();

  /**
   * A sentinel in the log; with shards one in the log of each.
   *
   * @param tokens what the rows carry, each unique
   */
  record Mark(LogPosition position, List<String> tokens) {
    public Mark {
      tokens = List.copyOf(tokens);
    }

    /** A sentinel in the only log of a source. */
    public Mark(Position position, String token) {
      this(LogPosition.of(position), List.of(token));
    }

    /** Whether every row of it has been seen. */
    public boolean isSeen(Predicate<String> token) {
      return tokens.stream().allMatch(token);
    }
  }

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
