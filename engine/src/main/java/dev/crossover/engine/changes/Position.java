package dev.crossover.engine.changes;

import java.util.Comparator;

/**
 * A place in the source's log, ordered as numbers.
 *
 * @param major a PostgreSQL LSN, or the number of a MySQL binlog file; compared as unsigned
 * @param minor 0 for PostgreSQL, or the offset in the binlog file
 */
public record Position(long major, long minor) implements Comparable<Position> {
  /** Before every event of the log; backfilled rows stand here. */
  public static final Position START = new Position(0, 0);

  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::major, Long::compareUnsigned)
          .thenComparing(Position::minor, Long::compareUnsigned);

  /**
   * @param text an LSN as PostgreSQL prints it: two hexadecimal numbers, {@code 16/CB002DB0}
   * @throws IllegalArgumentException if the text is not an LSN
   */
  public static Position ofLsn(String text) {
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

  /** The position as PostgreSQL prints an LSN. */
  public String toLsn() {
    return String.format("%X/%X", major >>> 32, major & 0xFFFFFFFFL);
  }

  /**
   * @param file a binlog file such as {@code mysql-bin.000012}, or the empty text of a backfill
   * @throws IllegalArgumentException if the file has no number at its end
   */
  public static Position ofBinlog(String file, long offset) {
    if (file.isEmpty()) {
      return START;
    }
    String number = file.substring(file.lastIndexOf('.') + 1);
    if (!number.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("a binlog file must end in a number, got " + file);
    }
    return new Position(Long.parseLong(number), offset);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  public boolean isAtLeast(Position other) {
    return compareTo(other) >= 0;
  }
}
