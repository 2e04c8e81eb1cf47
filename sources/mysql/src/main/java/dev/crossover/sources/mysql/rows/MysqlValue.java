package dev.crossover.sources.mysql.rows;

import dev.crossover.engine.types.Bytes;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.SourceType;
import dev.crossover.sources.mysql.sql.StreamedRows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How a column is read, and the portable value it has. The server prints every value exactly, but
 * for a FLOAT, which it prints with six digits.
 */
final class MysqlValue {
  private MysqlValue() {}

  /**
   * The SQL expression that reads a column.
   *
   * @param name the quoted column
   */
  static String select(SourceType type, String name) {
    return switch (type.type().kind()) {
      case FLOAT32 -> "CAST(" + name + " AS DOUBLE)";
      case DATE, DATE_TIME, TIMESTAMP, TIME, OTHER -> "CAST(" + name + " AS CHAR)";
      case BOOLEAN, INTEGER -> type.name().equals("bit") ? name + " + 0" : name;
      // The driver knows no vectors.
      case BYTES -> type.name().equals("vector") ? "CAST(" + name + " AS BINARY)" : name;
      case DECIMAL, FLOAT64, TEXT, JSON, UUID, ARRAY -> name;
    };
  }

  /** The SQL expression that prints a key column as text. */
  static String keyText(SourceType type, String name) {
    if (isNumbered(type)) {
      return name + " + 0";
    }
    return type.type().kind() == Kind.BYTES ? "LOWER(HEX(" + name + "))" : select(type, name);
  }

  /** Whether the type's texts stand for numbers, which the server orders them by. */
  static boolean isNumbered(SourceType type) {
    return type.name().equals("enum") || type.name().equals("set");
  }

  /** The portable value of a column; null for NULL. */
  static Object read(StreamedRows rows, int column, SourceType type) throws SQLException {
    if (type.type().kind() == Kind.BYTES) {
      return rows.bytes(column).map(Bytes::of).orElse(null);
    }
    Optional<String> text = rows.text(column);
    return text.isPresent() ? parse(type, text.get()) : null;
  }

  private static Object parse(SourceType type, String text) {
    return switch (type.type().kind()) {
      case BOOLEAN -> !text.equals("0");
      case INTEGER -> integer(text);
      case FLOAT32 -> (float) Double.parseDouble(text);
      case FLOAT64 -> Double.valueOf(text);
      case DECIMAL -> new BigDecimal(text);
      case DATE -> date(text);
      case DATE_TIME, TIMESTAMP -> timestamp(text);
      case TEXT, BYTES, TIME, JSON, UUID, OTHER, ARRAY -> text;
    };
  }

  private static Object integer(String text) {
    BigInteger number = new BigInteger(text);
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : new BigDecimal(number);
  }

  /** The zero date, and days that a lax server let in, are no days: they stay the source's text. */
  private static Object date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException noDay) {
      return text;
    }
  }

  private static Object timestamp(String text) {
    try {
      return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noDay) {
      return text;
    }
  }
}
