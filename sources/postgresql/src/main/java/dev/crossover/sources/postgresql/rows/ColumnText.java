package dev.crossover.sources.postgresql.rows;

import dev.crossover.engine.types.Bytes;
import dev.crossover.engine.types.SourceType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * How a column is read as text, and the portable value that the text stands for. PostgreSQL prints
 * every value exactly, so one way of reading serves all types, inside and outside of arrays.
 */
final class ColumnText {
  private static final int DATE_LENGTH = "2026-01-31".length();
  private static final int SECONDS_LENGTH = "12:34:56".length();
  private static final int NANO_DIGITS = 9;

  private ColumnText() {}

  /**
   * The SQL expression that prints a column.
   *
   * @param name the quoted column
   */
  static String select(SourceType type, String name) {
    if (isBuiltIn(type, "bpchar") && !type.isArray()) {
      return "textin(bpcharout(" + name + "))"; // a cast would strip the padding
    }
    if (isBuiltIn(type, "xml") && !type.isArray()) {
      // a cast would keep a declaration that the log does not carry
      return "textin(xml_out(" + name + "))";
    }
    if (isBuiltIn(type, "inet") && !type.isArray()) {
      return "textin(inet_out(" + name + "))"; // a cast would give every host a mask
    }
    if (isBuiltIn(type, "money")) {
      return name + (type.isArray() ? "::numeric[]::text" : "::numeric::text");
    }
    return name + "::text";
  }

  /** The portable value of a text that is not NULL. */
  static Object parse(SourceType type, String text) {
    if (!type.isArray()) {
      return element(type, text);
    }
    Optional<List<Optional<String>>> elements =
        ArrayLiteral.elements(text, isBuiltIn(type, "box") ? ';' : ',');
    if (elements.isEmpty()) {
      return text;
    }
    List<Object> values = new ArrayList<>(elements.get().size());
    for (Optional<String> element : elements.get()) {
      values.add(element.isPresent() ? element(type, element.get()) : null);
    }
    return Collections.unmodifiableList(values);
  }

  private static Object element(SourceType type, String text) {
    return switch (type.name()) {
      case "int2", "int4", "int8", "oid" -> Long.valueOf(text);
      case "float4" -> Float.valueOf(text);
      case "float8" -> Double.valueOf(text);
      case "numeric", "money" -> decimal(text);
      case "bool" -> text.startsWith("t");
      case "bytea" -> Bytes.of(HexFormat.of().parseHex(text, 2, text.length()));
      case "date" -> isPlainDate(text) ? LocalDate.parse(text) : text;
      case "time" -> time(text);
      case "timestamp", "timestamptz" -> timestamp(text);
      default -> text;
    };
  }

  /** NaN and the infinities have no decimal. */
  private static Object decimal(String text) {
    char last = text.charAt(text.length() - 1);
    return Character.isDigit(last) ? new BigDecimal(text) : text;
  }

  /** Infinities, years before Christ and years of five digits print in other lengths. */
  private static boolean isPlainDate(String text) {
    return text.length() == DATE_LENGTH && text.charAt(4) == '-';
  }

  private static Object time(String text) {
    return text.startsWith("24:") ? text : timeOf(text);
  }

  private static LocalTime timeOf(String text) {
    int nanos = 0;
    if (text.length() > SECONDS_LENGTH) {
      String fraction = text.substring(SECONDS_LENGTH + 1);
      nanos = Integer.parseInt(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
    }
    return LocalTime.of(number(text, 0), number(text, 3), number(text, 6), nanos);
  }

  private static int number(String text, int start) {
    return Integer.parseInt(text, start, start + 2, 10);
  }

  private static Object timestamp(String text) {
    boolean plain = text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' ';
    if (!plain || text.endsWith("BC")) {
      return text;
    }
    // The session's zone is UTC, so every zone prints as +00.
    int end = text.endsWith("+00") ? text.length() - 3 : text.length();
    try {
      return LocalDateTime.of(
              LocalDate.parse(text.substring(0, DATE_LENGTH)),
              timeOf(text.substring(DATE_LENGTH + 1, end)))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalStateException(
          "PostgreSQL printed a timestamp in a form that is not ISO in UTC", e);
    }
  }

  private static boolean isBuiltIn(SourceType type, String name) {
    return type.name().equals(name);
  }
}
