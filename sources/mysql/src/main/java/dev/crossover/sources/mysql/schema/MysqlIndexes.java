package dev.crossover.sources.mysql.schema;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.schema.SourceTable.IndexColumn;
import dev.crossover.engine.schema.SourceTable.SourceIndex;
import dev.crossover.engine.schema.SourceTable.SourceKey;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys and indexes of tables.
 *
 * @param all of each table, by the index's name
 */
record MysqlIndexes(Map<TableName, Map<String, List<MysqlIndexes.Part>>> all) {
  private static final String PRIMARY = "PRIMARY";

  private static final String PARTS =
      """
      SELECT table_schema, table_name, index_name, non_unique = 0, column_name,
             coalesce(collation, 'A') = 'D', coalesce(sub_part, 0), index_type, %s
        FROM information_schema.statistics WHERE table_schema IN (%s)
       ORDER BY table_schema, table_name, index_name, seq_in_index
      """;

  /** Whether queries use the index, and what it is of if it is not of a column. */
  private static final String OF_MARIADB = "ignored = 'NO', NULL";

  private static final String OF_MYSQL = "is_visible = 'YES', expression";

  /**
   * A column of an index.
   *
   * @param column empty if it is an expression
   * @param prefix how many characters are indexed; 0 for all
   * @param type such as BTREE or FULLTEXT
   * @param visible whether queries use the index
   * @param expression what is indexed in the place of a column; empty if it is a column
   */
  record Part(
      TableName table,
      String index,
      boolean unique,
      Optional<String> column,
      boolean descending,
      int prefix,
      String type,
      boolean visible,
      String expression) {
    /** As it stands in the statement that makes the index. */
    private String text() {
      String what = column.map(Backticks::quoted).orElse("(" + expression + ")");
      return what
          + (prefix > 0 && isTree() ? "(" + prefix + ")" : "")
          + (descending ? " DESC" : "");
    }

    private boolean isTree() {
      return type.equals("BTREE") || type.equals("HASH");
    }

    Optional<String> obstacle() {
      if (!isTree()) {
        return Optional.of("it is a " + type + " index");
      }
      if (column.isEmpty()) {
        return Optional.of("it is an index of an expression");
      }
      return prefix > 0
          ? Optional.of("it indexes %d characters of %s".formatted(prefix, column.get()))
          : Optional.empty();
    }
  }

  static MysqlIndexes read(Connection connection, List<String> schemas, boolean mariadb)
      throws SQLException {
    Map<TableName, Map<String, List<Part>>> all = new LinkedHashMap<>();
    for (Part part :
        MysqlQuery.list(
            connection,
            PARTS.formatted(mariadb ? OF_MARIADB : OF_MYSQL, MysqlQuery.parameters(schemas)),
            row ->
                new Part(
                    new TableName(row.getString(1), row.getString(2)),
                    row.getString(3),
                    row.getBoolean(4),
                    Optional.ofNullable(row.getString(5)),
                    row.getBoolean(6),
                    row.getInt(7),
                    row.getString(8),
                    row.getBoolean(9),
                    PrintedText.expression(
                        Optional.ofNullable(row.getString(10)).orElse(""), mariadb)),
            schemas)) {
      all.computeIfAbsent(part.table(), none -> new LinkedHashMap<>())
          .computeIfAbsent(part.index(), none -> new ArrayList<>())
          .add(part);
    }
    return new MysqlIndexes(all);
  }

  private Map<String, List<Part>> of(TableName table) {
    return all.getOrDefault(table, Map.of());
  }

  Optional<SourceKey> primaryKey(TableName table) {
    return Optional.ofNullable(of(table).get(PRIMARY)).map(parts -> key(PRIMARY, parts));
  }

  /** Unique keys of whole columns. */
  List<SourceKey> uniques(TableName table) {
    List<SourceKey> keys = new ArrayList<>();
    of(table)
        .forEach(
            (name, parts) -> {
              if (!name.equals(PRIMARY) && isPlainUnique(parts)) {
                keys.add(key(name, parts));
              }
            });
    return keys;
  }

  /** Whether no two rows of a table have the same values in these columns. */
  boolean isKey(TableName table, List<String> columns) {
    return Stream.concat(primaryKey(table).stream(), uniques(table).stream())
        .anyMatch(key -> columns.containsAll(key.columns()));
  }

  private static boolean isPlainUnique(List<Part> parts) {
    return parts.get(0).unique() && parts.stream().allMatch(part -> part.obstacle().isEmpty());
  }

  private static SourceKey key(String name, List<Part> parts) {
    return new SourceKey(
        name, parts.stream().map(part -> part.column().orElse("")).toList(), false, false);
  }

  /** Every other index. */
  List<SourceIndex> indexes(TableName table) {
    List<SourceIndex> indexes = new ArrayList<>();
    of(table)
        .forEach(
            (name, parts) -> {
              if (!name.equals(PRIMARY) && !isPlainUnique(parts)) {
                indexes.add(index(name, parts));
              }
            });
    return indexes;
  }

  private static SourceIndex index(String name, List<Part> parts) {
    Part first = parts.get(0);
    return new SourceIndex(
        name,
        parts.stream()
            .flatMap(part -> part.column().stream().map(c -> new IndexColumn(c, part.descending())))
            .toList(),
        List.of(),
        first.unique(),
        false,
        obstacle(parts),
        definition(name, parts));
  }

  /** One that no query uses still keeps rows from being equal. */
  private static Optional<String> obstacle(List<Part> parts) {
    Part first = parts.get(0);
    return parts.stream()
        .flatMap(part -> part.obstacle().stream())
        .findFirst()
        .or(
            () ->
                first.visible() || first.unique()
                    ? Optional.empty()
                    : Optional.of("it is invisible in the source, where no query uses it"));
  }

  private static String definition(String name, List<Part> parts) {
    Part first = parts.get(0);
    String kind = first.isTree() ? (first.unique() ? "UNIQUE " : "") : first.type() + " ";
    return "CREATE %sINDEX %s ON %s (%s)"
        .formatted(
            kind,
            Backticks.quoted(name),
            Backticks.quoted(first.table()),
            parts.stream().map(Part::text).collect(joining(", ")));
  }
}
