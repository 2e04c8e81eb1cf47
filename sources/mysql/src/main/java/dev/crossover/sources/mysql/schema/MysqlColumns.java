package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceColumn.Fill;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.types.SourceType;
import dev.crossover.sources.mysql.schema.MysqlTypes.Declaration;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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

  private final MysqlServer server;
  private final Set<String> json;

  private MysqlColumns(MysqlServer server, Set<String> json) {
    this.server = server;
    this.json = json;
  }

  /** A column and where it is. */
  private record Found(TableName table, SourceColumn column) {}

  /**
   * @param checks every check of the tables; MariaDB's JSON is a text with one
   */
  static Map<TableName, List<SourceColumn>> read(
      Connection connection, List<String> schemas, MysqlChecks checks) throws SQLException {
    MysqlColumns columns =
        new MysqlColumns(MysqlServer.of(connection), new HashSet<>(checks.jsonColumns()));
    Map<TableName, List<SourceColumn>> byTable = new LinkedHashMap<>();
    for (Found found :
        MysqlQuery.list(
            connection,
            COLUMNS.formatted(MysqlQuery.parameters(schemas)),
            columns::column,
            schemas)) {
      byTable.computeIfAbsent(found.table(), none -> new ArrayList<>()).add(found.column());
    }
    return byTable;
  }

  private Found column(ResultSet row) throws SQLException {
    TableName table = new TableName(row.getString(1), row.getString(2));
    String name = row.getString(3);
    Declaration declaration =
        new Declaration(
            row.getString(4),
            row.getString(5),
            row.getLong(6),
            row.getInt(7),
            row.getInt(8),
            row.getString(9),
            json.contains(table + "." + name));
    SourceType type = MysqlTypes.of(declaration);
    String generation = row.getString(13);
    Fill fill =
        generation.isEmpty()
            ? MysqlDefault.of(
                row.getString(11), row.getString(12), type.type().kind(), server.mariadb())
            : new Fill(Fill.Kind.GENERATED, generation, Optional.empty());
    return new Found(
        table,
        new SourceColumn(
            name,
            type,
            row.getBoolean(10),
            fill,
            MysqlTypes.labels(declaration),
            List.of(),
            MysqlTypes.obstacle(declaration),
            Optional.of(row.getString(14)).filter(comment -> !comment.isEmpty())));
  }
}
