package dev.crossover.sources.postgresql.rows;

import dev.crossover.engine.rows.Partition.KeyBound;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.sources.postgresql.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table's key in SQL: its order is the one of the source's own index, whatever type and
 * collation, so that every range is an index scan. Bounds stand in the SQL as text and are cast
 * back.
 */
final class KeyRange {
  private final List<TargetColumn> key;

  KeyRange(TargetTable table) {
    this.key = table.sourceKeyColumns();
  }

  /** The key's columns for ORDER BY and for comparisons. */
  String columns() {
    return key.stream().map(KeyRange::name).collect(Collectors.joining(", "));
  }

  /** The key's columns as text, for a select list. */
  String texts() {
    return key.stream().map(column -> name(column) + "::text").collect(Collectors.joining(", "));
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
    from.ifPresent(bound -> conditions.add(comparison(">=", bound)));
    to.ifPresent(bound -> conditions.add(comparison("<", bound)));
    return conditions;
  }

  /** A comparison of rows, which a B-tree index serves with all its columns. */
  private String comparison(String operator, KeyBound bound) {
    String values =
        IntStream.range(0, key.size())
            .mapToObj(i -> value(key.get(i), bound.values().get(i)))
            .collect(Collectors.joining(", "));
    return "(" + columns() + ") " + operator + " (" + values + ")";
  }

  static String equals(TargetColumn column, String text) {
    return name(column) + " = " + value(column, text);
  }

  private static String value(TargetColumn column, String text) {
    return "CAST(%s::text AS %s)"
        .formatted(Identifiers.literal(text), column.sourceType().declared());
  }

  /**
   * A column of table {@code t}. Without the table, ORDER BY would mean the column of the select
   * list that has the same name: there a key is text, and texts have another order.
   */
  static String name(TargetColumn column) {
    return "t." + Identifiers.quoted(column.source());
  }
}
