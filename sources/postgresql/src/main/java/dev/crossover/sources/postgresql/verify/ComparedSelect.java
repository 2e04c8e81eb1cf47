package dev.crossover.sources.postgresql.verify;

import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.sources.postgresql.sql.Identifiers;
import dev.crossover.sources.postgresql.sql.TextRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The queries that read a table for verification, and what their rows mean. */
final class ComparedSelect {
  private final ComparedTable compared;
  private final List<ComparedColumn> columns;
  private final List<ComparedColumn> keyColumns;
  private final SourceLayout layout;
  private final List<KeyOrder> orders;

  private ComparedSelect(ComparedTable compared, SourceLayout layout) {
    this.compared = compared;
    this.layout = layout;
    this.columns = compared.columns().stream().map(ComparedColumn::of).toList();
    this.keyColumns = compared.keyIndexes().stream().map(columns::get).toList();
    this.orders = keyColumns.stream().map(key -> key.order(layout)).toList();
  }

  /**
   * @throws dev.crossover.contract.SourceException if the table is not there
   */
  static ComparedSelect of(Connection connection, ComparedTable compared) throws SQLException {
    return new ComparedSelect(compared, SourceLayout.read(connection, compared.table().source()));
  }

  long estimatedRows() {
    return layout.rows();
  }

  boolean indexed() {
    return orders.stream().allMatch(KeyOrder::indexed);
  }

  /** The number of rows, which asks nothing of keys and columns. */
  String count() {
    return "SELECT count(*)::text FROM " + layout.from();
  }

  /** The key that stands {@code rows} after {@code from}; see {@link #key}. */
  String cut(Optional<ComparedKey> from, long rows) {
    return "SELECT %s FROM %s%s ORDER BY %s OFFSET %d LIMIT 1"
        .formatted(
            selectOf(keyColumns),
            layout.from(),
            from.map(key -> " WHERE " + bound(">=", key)).orElse(""),
            orderBy(),
            rows);
  }

  /** The rows of {@code [from, to)} in key order; see {@link #row}. */
  String range(Optional<ComparedKey> from, Optional<ComparedKey> to) {
    List<String> conditions = new ArrayList<>();
    from.ifPresent(key -> conditions.add(bound(">=", key)));
    to.ifPresent(key -> conditions.add(bound("<", key)));
    return "SELECT %s FROM %s%s ORDER BY %s"
        .formatted(
            selectOf(columns),
            layout.from(),
            conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions),
            orderBy());
  }

  /**
   * The rows of these keys, and perhaps of others: the source's own equality may be looser than
   * ours; see {@link #row}.
   *
   * @return empty if the source can hold none of the keys
   */
  Optional<String> rowsOf(Collection<ComparedKey> keys) {
    List<ComparedKey> possible = keys.stream().filter(this::canHold).toList();
    if (possible.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "SELECT %s FROM unnest(%s) AS k(%s) JOIN %s ON %s"
            .formatted(
                selectOf(columns),
                ofEachKeyColumn(", ", i -> literals(possible, i)),
                ofEachKeyColumn(", ", i -> "k" + i),
                layout.from(),
                ofEachKeyColumn(" AND ", i -> keyColumns.get(i).equalTo("k.k" + i))));
  }

  private String ofEachKeyColumn(String delimiter, IntFunction<String> sql) {
    return IntStream.range(0, keyColumns.size())
        .mapToObj(sql)
        .collect(Collectors.joining(delimiter));
  }

  private boolean canHold(ComparedKey key) {
    return IntStream.range(0, keyColumns.size())
        .allMatch(i -> keyColumns.get(i).canHold(key.parts().get(i)));
  }

  private static String literals(List<ComparedKey> keys, int part) {
    return keys.stream()
        .map(key -> Identifiers.literal(key.parts().get(part).literal()))
        .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
  }

  private static String selectOf(List<ComparedColumn> columns) {
    return columns.stream().map(ComparedColumn::select).collect(Collectors.joining(", "));
  }

  private String orderBy() {
    return orders.stream()
        .flatMap(order -> order.terms().stream())
        .collect(Collectors.joining(", "));
  }

  private String bound(String operator, ComparedKey key) {
    return "(%s) %s (%s)"
        .formatted(
            orderBy(),
            operator,
            ofEachKeyColumn(", ", i -> orders.get(i).bound(key.parts().get(i).literal())));
  }

  EncodedRow row(TextRows result) {
    List<byte[]> values = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      values.add(columns.get(i).encode(result.text(i)));
    }
    List<KeyPart> parts = new ArrayList<>(compared.keyIndexes().size());
    for (int index : compared.keyIndexes()) {
      parts.add(columns.get(index).key(result.text(index).orElseThrow()));
    }
    return new EncodedRow(new ComparedKey(parts), values);
  }

  ComparedKey key(TextRows result) {
    List<KeyPart> parts = new ArrayList<>(compared.keyIndexes().size());
    for (ComparedColumn column : keyColumns) {
      parts.add(column.key(result.text(parts.size()).orElseThrow()));
    }
    return new ComparedKey(parts);
  }
}
