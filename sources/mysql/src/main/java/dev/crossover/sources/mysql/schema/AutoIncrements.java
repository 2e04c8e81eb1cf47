package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.SourceSequence;
import dev.crossover.engine.schema.SourceSequence.Feed;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlServer;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The counters of AUTO_INCREMENT columns. They have no names of their own; here each is called by
 * its table and column.
 */
public final class AutoIncrements {
  private static final String COUNTERS =
      """
      SELECT c.table_schema, c.table_name, c.column_name, coalesce(t.auto_increment, 1) - 1
        FROM information_schema.columns c
        JOIN information_schema.tables t
          ON t.table_schema = c.table_schema AND t.table_name = c.table_name
       WHERE c.extra LIKE '%%auto_increment%%' AND c.table_schema IN (%s) ORDER BY 1, 2, 3
      """;

  private AutoIncrements() {}

  /** Every counter of some databases, ordered by name. */
  public static List<SourceSequence> read(Connection connection, List<String> schemas)
      throws SQLException {
    if (!MysqlServer.of(connection).mariadb()) {
      // MySQL shows a counter as it was up to a day ago.
      MysqlStatements.execute(connection, "SET SESSION information_schema_stats_expiry = 0");
    }
    return MysqlQuery.list(
        connection,
        COUNTERS.formatted(MysqlQuery.parameters(schemas)),
        row -> {
          TableName table = new TableName(row.getString(1), row.getString(2));
          long last = row.getLong(4);
          return new SourceSequence(
              new TableName(table.schema(), table.name() + "_" + row.getString(3)),
              1,
              1,
              Long.MAX_VALUE,
              last == 0 ? Optional.empty() : Optional.of(last),
              List.of(new Feed(table, row.getString(3))));
        },
        schemas);
  }
}
