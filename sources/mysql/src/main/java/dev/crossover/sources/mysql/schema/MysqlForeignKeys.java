package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.SourceTable.SourceForeignKey;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey.Action;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The references between tables. */
final class MysqlForeignKeys {
  private static final String PARTS =
      """
      SELECT k.table_schema, k.table_name, k.constraint_name, k.column_name,
             k.referenced_table_schema, k.referenced_table_name, k.referenced_column_name,
             r.delete_rule, r.update_rule
        FROM information_schema.key_column_usage k
        JOIN information_schema.referential_constraints r
          ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
         AND r.table_name = k.table_name
       WHERE k.table_schema IN (%s) AND k.referenced_table_name IS NOT NULL
       ORDER BY 1, 2, 3, k.ordinal_position
      """;

  private record Part(
      TableName table,
      String name,
      String column,
      TableName parent,
      String parentColumn,
      String onDelete,
      String onUpdate) {}

  private MysqlForeignKeys() {}

  /**
   * @param indexes of the tables, which say whether a parent is found by its columns alone
   */
  static Map<TableName, List<SourceForeignKey>> read(
      Connection connection, List<String> schemas, MysqlIndexes indexes) throws SQLException {
    Map<TableName, Map<String, List<Part>>> parts = new LinkedHashMap<>();
    for (Part part :
        MysqlQuery.list(
            connection,
            PARTS.formatted(MysqlQuery.parameters(schemas)),
            row ->
                new Part(
                    new TableName(row.getString(1), row.getString(2)),
                    row.getString(3),
                    row.getString(4),
                    new TableName(row.getString(5), row.getString(6)),
                    row.getString(7),
                    row.getString(8),
                    row.getString(9)),
            schemas)) {
      parts
          .computeIfAbsent(part.table(), none -> new LinkedHashMap<>())
          .computeIfAbsent(part.name(), none -> new ArrayList<>())
          .add(part);
    }
    Map<TableName, List<SourceForeignKey>> keys = new LinkedHashMap<>();
    parts.forEach(
        (table, byName) ->
            keys.put(table, byName.values().stream().map(all -> key(all, indexes)).toList()));
    return keys;
  }

  private static SourceForeignKey key(List<Part> parts, MysqlIndexes indexes) {
    Part first = parts.get(0);
    List<String> parentColumns = parts.stream().map(Part::parentColumn).toList();
    return new SourceForeignKey(
        first.name(),
        parts.stream().map(Part::column).toList(),
        first.parent(),
        parentColumns,
        Action.valueOf(first.onDelete().replace(' ', '_')),
        Action.valueOf(first.onUpdate().replace(' ', '_')),
        false,
        indexes.isKey(first.parent(), parentColumns)
            ? Optional.empty()
            : Optional.of(
                "several rows of %s may have the same %s, and the target wants one"
                    .formatted(first.parent(), String.join(", ", parentColumns))));
  }
}
