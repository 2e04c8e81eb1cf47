package dev.crossover.engine.changes;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;

/**
 * A place in the source's log, ordered as numbers. A source decides what the two mean.
 *
 * @param major compared as unsigned
 * @param minor compared as unsigned, among places with the same {@code major}
 */
public record Position(long major, long minor) implements Comparable<Position> {
  /** Before every event of the log; backfilled rows stand here. */
  public static final Position START = new Position(0, 0);

  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::major, Long::compareUnsigned)
          .thenComparing(Position::minor, Long::compareUnsigned);

  /**
   * @param text what {@link #toString} gives
   * @throws IllegalArgumentException if the text is not two unsigned numbers
   */
  @JsonCreator
  public static Position parse(String text) {
    int dot = text.indexOf('.');
    try {
      return new Position(
          Long.parseUnsignedLong(text.substring(0, Math.max(dot, 0))),
          Long.parseUnsignedLong(text.substring(dot + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a position must be two numbers, major.minor, got " + text, e);
    }
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  public boolean isAtLeast(Position other) {
    return compareTo(other) >= 0;
  }

  /** Both numbers, as {@code major.minor}; loses nothing. */
  @JsonValue
  @Override
  public String toString() {
    return Long.toUnsignedString(major) + "." + Long.toUnsignedString(minor);
  }
}
