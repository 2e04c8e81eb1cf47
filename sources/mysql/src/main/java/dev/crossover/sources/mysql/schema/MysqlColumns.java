package dev.crossover.sources.mysql.schema;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceColumn.Fill;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.schema.MysqlTypes.Declaration;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the columns of tables. */
final class MysqlColumns {
  private static final String COLUMNS =
      """
      SELECT table_schema, table_name, column_name, lower(data_type), column_type,
             coalesce(character_maximum_length, 0), coalesce(numeric_precision, 0),
             coalesce(numeric_scale, datetime_precision, 0), coalesce(collation_name, ''),
             is_nullable = 'YES', column_default, extra, coalesce(generation_expression, ''),
             column_comment
        FROM information_schema.columns WHERE table_schema IN (%s)
       ORDER BY table_schema, table_name, ordinal_position
      """;

  private final MysqlFills fills;
  private final Set<String> json;

  private MysqlColumns(MysqlFills fills, Set<String> json) {
    this.fills = fills;
    this.json = json;
  }

  /**
   * A column as it is declared.
   *
   * @param byDefault null if it has no default
   * @param generation empty if it is not generated
   */
  private record Found(
      TableName table,
      String name,
      Declaration declaration,
      boolean nullable,
      String byDefault,
      String extra,
      String generation,
      Optional<String> comment) {
    SourceColumn filled(Fill fill) {
      return new SourceColumn(
          name,
          MysqlTypes.of(declaration),
          nullable,
          fill,
          MysqlTypes.labels(declaration),
          List.of(),
          MysqlTypes.obstacle(declaration),
          comment);
    }
  }

  /**
   * @param fills reads what defaults and generated columns mean
   * @param checks every check of the tables; MariaDB's JSON is a text with one
   */
  static Map<TableName, List<SourceColumn>> read(
      Connection connection, List<String> schemas, MysqlFills fills, MysqlChecks checks)
      throws SQLException {
    MysqlColumns columns = new MysqlColumns(fills, new HashSet<>(checks.jsonColumns()));
    Map<TableName, List<Found>> byTable =
        MysqlQuery.list(
                connection,
                COLUMNS.formatted(MysqlQuery.parameters(schemas)),
                columns::found,
                schemas)
            .stream()
            .collect(groupingBy(Found::table, LinkedHashMap::new, toList()));
    Map<TableName, List<SourceColumn>> all = new LinkedHashMap<>();
    byTable.forEach((table, found) -> all.put(table, columns.filled(found)));
    return all;
  }

  private Found found(ResultSet row) throws SQLException {
    TableName table = new TableName(row.getString(1), row.getString(2));
    String name = row.getString(3);
    return new Found(
        table,
        name,
        new Declaration(
            row.getString(4),
            row.getString(5),
            row.getLong(6),
            row.getInt(7),
            row.getInt(8),
            row.getString(9),
            json.contains(table + "." + name)),
        row.getBoolean(10),
        row.getString(11),
        row.getString(12),
        row.getString(13),
        Optional.of(row.getString(14)).filter(comment -> !comment.isEmpty()));
  }

  /** What a generated column means is known once the types of all columns are. */
  private List<SourceColumn> filled(List<Found> columns) {
    Map<String, SourceColumn> typed =
        columns.stream().collect(toMap(Found::name, column -> column.filled(Fill.NONE)));
    return columns.stream().map(column -> column.filled(fill(column, typed))).toList();
  }

  private Fill fill(Found column, Map<String, SourceColumn> typed) {
    SourceColumn own = typed.get(column.name());
    return column.generation().isEmpty()
        ? fills.ofDefault(column.byDefault(), column.extra(), own.type(), own.enumLabels())
        : fills.ofGenerated(column.generation(), own, name -> Optional.ofNullable(typed.get(name)));
  }
}
