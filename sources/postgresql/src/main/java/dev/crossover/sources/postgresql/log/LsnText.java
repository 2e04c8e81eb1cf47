package dev.crossover.sources.postgresql.log;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;

/**
 * A position as PostgreSQL prints a log sequence number: its two halves as hexadecimal numbers,
 * {@code 16/CB002DB0}. The whole number is the position's {@code major}; {@code minor} is 0.
 */
public final class LsnText implements PositionText {
  public static final LsnText INSTANCE = new LsnText();

  private LsnText() {}

  @Override
  public String of(Position position) {
    return String.format("%X/%X", position.major() >>> 32, position.major() & 0xFFFFFFFFL);
  }

  /**
   * @throws IllegalArgumentException if the text is not a log sequence number
   */
  @Override
  public Position parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException("an LSN must be two hexadecimal numbers, got " + text);
    }
    long high = Long.parseUnsignedLong(text.substring(0, slash), 16);
    long low = Long.parseUnsignedLong(text.substring(slash + 1), 16);
    if (high > 0xFFFFFFFFL || low > 0xFFFFFFFFL) {
      throw new IllegalArgumentException("an LSN must be two 32-bit numbers, got " + text);
    }
    return new Position((high << 32) | low, 0);
  }
}
