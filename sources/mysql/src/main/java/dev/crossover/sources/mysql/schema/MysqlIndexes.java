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
             coalesce(collation, 'A') = 'D', coalesce(sub_part, 0), index_type
        FROM information_schema.statistics WHERE table_schema IN (%s)
       ORDER BY table_schema, table_name, index_name, seq_in_index
      """;

  /**
   * A column of an index.
   *
   * @param column empty if it is an expression
   * @param prefix how many characters are indexed; 0 for all
   * @param type such as BTREE or FULLTEXT
   */
  record Part(
      TableName table,
      String index,
      boolean unique,
      Optional<String> column,
      boolean descending,
      int prefix,
      String type) {
    Optional<String> obstacle() {
      if (!type.equals("BTREE") && !type.equals("HASH")) {
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

  static MysqlIndexes read(Connection connection, List<String> schemas) throws SQLException {
    Map<TableName, Map<String, List<Part>>> all = new LinkedHashMap<>();
    for (Part part :
        MysqlQuery.list(
            connection,
            PARTS.formatted(MysqlQuery.parameters(schemas)),
            row ->
                new Part(
                    new TableName(row.getString(1), row.getString(2)),
                    row.getString(3),
                    row.getBoolean(4),
                    Optional.ofNullable(row.getString(5)),
                    row.getBoolean(6),
                    row.getInt(7),
                    row.getString(8)),
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
    List<IndexColumn> columns =
        parts.stream()
            .flatMap(part -> part.column().stream().map(c -> new IndexColumn(c, part.descending())))
            .toList();
    return new SourceIndex(
        name,
        columns,
        List.of(),
        parts.get(0).unique(),
        false,
        parts.stream().flatMap(part -> part.obstacle().stream()).findFirst(),
        "CREATE INDEX %s ON %s (%s)"
            .formatted(
                Backticks.quoted(name),
                Backticks.quoted(parts.get(0).table()),
                columns.stream()
                    .map(column -> Backticks.quoted(column.name()))
                    .collect(joining(", "))));
  }
}
