package dev.crossover.sources.mysql.verify;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.StreamedRows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The queries that read a table for verification, and what their rows mean. */
final class MysqlComparedSelect {
  private final ComparedTable compared;
  private final List<MysqlComparedColumn> columns;
  private final List<MysqlComparedColumn> key;
  private final String from;

  MysqlComparedSelect(ComparedTable compared) {
    this.compared = compared;
    this.columns = compared.columns().stream().map(MysqlComparedColumn::new).toList();
    this.key = compared.keyIndexes().stream().map(columns::get).toList();
    this.from = " FROM " + Backticks.quoted(compared.table().source()) + " AS t";
  }

  boolean indexed() {
    return key.stream().allMatch(MysqlComparedColumn::indexed);
  }

  /** The number of rows, which asks nothing of keys and columns. */
  String count() {
    return "SELECT count(*)" + from;
  }

  /** The key that stands {@code rows} after {@code start}; see {@link #key}. */
  String cut(Optional<ComparedKey> start, long rows) {
    return select(key) + where(start, Optional.empty()) + orderBy() + " LIMIT 1 OFFSET " + rows;
  }

  /** The rows of {@code [start, end)} in key order; see {@link #row}. */
  String range(Optional<ComparedKey> start, Optional<ComparedKey> end) {
    return select(columns) + where(start, end) + orderBy();
  }

  /**
   * The rows of these keys, and perhaps of others: a collation's equality is looser than ours.
   *
   * @return empty if the source can hold none of the keys
   */
  Optional<String> rowsOf(Collection<ComparedKey> keys) {
    List<String> conditions = keys.stream().filter(this::canHold).map(this::equal).toList();
    return conditions.isEmpty()
        ? Optional.empty()
        : Optional.of(select(columns) + " WHERE " + String.join(" OR ", conditions));
  }

  private boolean canHold(ComparedKey wanted) {
    return IntStream.range(0, key.size()).allMatch(i -> key.get(i).canHold(wanted.parts().get(i)));
  }

  private String equal(ComparedKey wanted) {
    return IntStream.range(0, key.size())
        .mapToObj(
            i ->
                "t."
                    + Backticks.quoted(key.get(i).column().source())
                    + " = "
                    + key.get(i).value(wanted.parts().get(i)))
        .collect(joining(" AND ", "(", ")"));
  }

  private String select(List<MysqlComparedColumn> wanted) {
    return "SELECT "
        + wanted.stream().map(MysqlComparedColumn::select).collect(joining(", "))
        + from;
  }

  private String orderBy() {
    return " ORDER BY " + key.stream().map(MysqlComparedColumn::order).collect(joining(", "));
  }

  private String where(Optional<ComparedKey> start, Optional<ComparedKey> end) {
    List<String> conditions = new ArrayList<>();
    start.ifPresent(bound -> conditions.add(beyond(">", ">=", bound)));
    end.ifPresent(bound -> conditions.add(beyond("<", "<", bound)));
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  /** A comparison of rows, spelt out so that an index can serve it. */
  private String beyond(String strict, String last, ComparedKey bound) {
    List<String> ways = new ArrayList<>();
    StringBuilder equal = new StringBuilder();
    for (int i = 0; i < key.size(); i++) {
      String column = key.get(i).order();
      String value = key.get(i).bound(bound.parts().get(i));
      String operator = i == key.size() - 1 ? last : strict;
      ways.add("(" + equal + column + " " + operator + " " + value + ")");
      equal.append(column).append(" = ").append(value).append(" AND ");
    }
    return "(" + String.join(" OR ", ways) + ")";
  }

  EncodedRow row(StreamedRows result) throws SQLException {
    List<byte[]> values = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      values.add(columns.get(i).encode(result.text(i)));
    }
    List<KeyPart> parts = new ArrayList<>(key.size());
    for (int index : compared.keyIndexes()) {
      parts.add(columns.get(index).key(result.text(index).orElseThrow()));
    }
    return new EncodedRow(new ComparedKey(parts), values);
  }

  ComparedKey key(StreamedRows result) throws SQLException {
    List<KeyPart> parts = new ArrayList<>(key.size());
    for (MysqlComparedColumn column : key) {
      parts.add(column.key(result.text(parts.size()).orElseThrow()));
    }
    return new ComparedKey(parts);
  }
}
