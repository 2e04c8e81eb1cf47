package dev.crossover.sources.mysql.log;

import dev.crossover.engine.changes.Position;

/**
 * A file of the binary log.
 *
 * @param base what all files of the server begin with, such as {@code mysql-bin}
 * @param number counts the files; compared as a number, since the name grows beyond six digits
 */
public record BinlogFile(String base, long number) {
  /**
   * @param name such as {@code mysql-bin.000012}
   * @throws IllegalArgumentException if the name does not end in a number
   */
  public static BinlogFile parse(String name) {
    int dot = name.lastIndexOf('.');
    String number = name.substring(dot + 1);
    if (dot < 0 || !number.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("a binlog file must end in a number, got " + name);
    }
    return new BinlogFile(name.substring(0, dot), Long.parseLong(number));
  }

  /** As the server names it. */
  public String name() {
    return "%s.%06d".formatted(base, number);
  }

  public Position at(long offset) {
    return new Position(number, offset);
  }
}
