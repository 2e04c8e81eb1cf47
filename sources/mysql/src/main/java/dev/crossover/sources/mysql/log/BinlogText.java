package dev.crossover.sources.mysql.log;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;

/**
 * A position in MySQL's binary log as {@code 12:345}: the number of the binlog file, which is the
 * position's {@code major}, and the offset in it.
 */
public final class BinlogText implements PositionText {
  public static final BinlogText INSTANCE = new BinlogText();

  private BinlogText() {}

  @Override
  public String of(Position position) {
    return Long.toUnsignedString(position.major()) + ":" + Long.toUnsignedString(position.minor());
  }

  /**
   * @throws IllegalArgumentException if the text is not a file's number and an offset
   */
  @Override
  public Position parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("a binlog position must be FILE:OFFSET, got " + text);
    }
    return new Position(
        Long.parseUnsignedLong(text.substring(0, colon)),
        Long.parseUnsignedLong(text.substring(colon + 1)));
  }
}
