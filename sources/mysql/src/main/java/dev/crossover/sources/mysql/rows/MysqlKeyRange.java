package dev.crossover.sources.mysql.rows;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.rows.Partition.KeyBound;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.sources.mysql.sql.Backticks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A table's key in SQL: its order is the one of the source's own index, whatever type and
 * collation, so that every range is an index scan and two spellings of a key are at one place. An
 * ENUM and a SET are ordered by their numbers, but compared with a text by their texts, so their
 * bounds are numbers.
 */
final class MysqlKeyRange {
  private final List<TargetColumn> key;

  MysqlKeyRange(TargetTable table) {
    this.key = table.sourceKeyColumns();
  }

  /** The key's columns for ORDER BY. */
  String columns() {
    return key.stream().map(MysqlKeyRange::name).collect(joining(", "));
  }

  /** The key's columns as text, for a select list. */
  String texts() {
    return key.stream()
        .map(column -> MysqlValue.keyText(column.sourceType(), name(column)))
        .collect(joining(", "));
  }

  int size() {
    return key.size();
  }

  /** {@code WHERE ...}; nothing without conditions. */
  static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  List<String> conditions(Optional<KeyBound> from, Optional<KeyBound> to) {
    List<String> conditions = new ArrayList<>();
    from.ifPresent(bound -> conditions.add(comparison(">", ">=", bound)));
    to.ifPresent(bound -> conditions.add(comparison("<", "<", bound)));
    return conditions;
  }

  /**
   * A comparison of rows, spelt out: the optimiser finds a range of an index in this form, and not
   * in {@code (a, b) >= (x, y)}.
   */
  private String comparison(String strict, String last, KeyBound bound) {
    List<String> ways = new ArrayList<>();
    List<String> equal = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      String value = value(key.get(i), bound.values().get(i));
      List<String> way = new ArrayList<>(equal);
      way.add(name(key.get(i)) + " " + (i == key.size() - 1 ? last : strict) + " " + value);
      ways.add("(" + String.join(" AND ", way) + ")");
      equal.add(name(key.get(i)) + " = " + value);
    }
    return "(" + String.join(" OR ", ways) + ")";
  }

  /**
   * The condition that a column has exactly this value, printed as {@link MysqlText} does. The
   * collation's equality is looser than that, and another spelling is the key of another row.
   */
  static String equals(TargetColumn column, String text) {
    return switch (column.sourceType().type().kind()) {
      case TEXT ->
          "%1$s = %2$s AND CAST(CONVERT(%1$s USING utf8mb4) AS BINARY) = x'%3$s'"
              .formatted(
                  name(column),
                  Backticks.literal(text),
                  HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
      // A FLOAT is equal to no decimal number that has a fraction.
      case FLOAT32 -> MysqlValue.select(column.sourceType(), name(column)) + " = " + widened(text);
      case BOOLEAN,
          INTEGER,
          DECIMAL,
          FLOAT64,
          BYTES,
          DATE,
          TIME,
          DATE_TIME,
          TIMESTAMP,
          JSON,
          UUID,
          OTHER,
          ARRAY ->
          name(column) + " = " + value(column, text);
    };
  }

  private static String widened(String text) {
    return Double.toString(Float.parseFloat(text));
  }

  private static String value(TargetColumn column, String text) {
    if (MysqlValue.isNumbered(column.sourceType())) {
      return number(text);
    }
    return switch (column.sourceType().type().kind()) {
      case INTEGER, DECIMAL, FLOAT32, FLOAT64, BOOLEAN -> number(text);
      case BYTES -> "x" + Backticks.literal(text);
      case TEXT, DATE, TIME, DATE_TIME, TIMESTAMP, JSON, UUID, OTHER, ARRAY ->
          Backticks.literal(text);
    };
  }

  /** The text comes from the source itself; checked all the same, since it stands bare in SQL. */
  private static String number(String text) {
    if (!text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      throw new IllegalArgumentException("a key of numbers has a bound that is none");
    }
    return text;
  }

  static String name(TargetColumn column) {
    return "t." + Backticks.quoted(column.source());
  }
}
