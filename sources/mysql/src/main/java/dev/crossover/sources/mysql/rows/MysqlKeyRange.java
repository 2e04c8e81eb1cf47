package dev.crossover.sources.mysql.rows;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.rows.Partition.KeyBound;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.sources.mysql.sql.Backticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table's key in SQL: its order is the one of the source's own index, whatever type and
 * collation, so that every range is an index scan and two spellings of a key are at one place.
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

  static String equals(TargetColumn column, String text) {
    return name(column) + " = " + value(column, text);
  }

  private static String value(TargetColumn column, String text) {
    Kind kind = column.sourceType().type().kind();
    return switch (kind) {
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
