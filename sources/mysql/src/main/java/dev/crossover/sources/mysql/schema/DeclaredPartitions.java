package dev.crossover.sources.mysql.schema;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The partitions of tables; dropping or exchanging one moves rows without a change in the log. */
final class DeclaredPartitions {
  private static final String PARTITIONS =
      """
      SELECT table_schema, table_name, partition_name FROM information_schema.partitions
       WHERE partition_name IS NOT NULL AND table_schema IN (%s)
       GROUP BY table_schema, table_name, partition_name ORDER BY 1, 2, 3
      """;

  private DeclaredPartitions() {}

  /** Each is called by its table and itself, since its name is one of its table only. */
  static Map<TableName, List<TableName>> read(Connection connection, List<String> schemas)
      throws SQLException {
    return MysqlQuery.list(
            connection,
            PARTITIONS.formatted(MysqlQuery.parameters(schemas)),
            row ->
                Map.entry(
                    new TableName(row.getString(1), row.getString(2)),
                    new TableName(row.getString(1), row.getString(2) + "#" + row.getString(3))),
            schemas)
        .stream()
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
  }
}
