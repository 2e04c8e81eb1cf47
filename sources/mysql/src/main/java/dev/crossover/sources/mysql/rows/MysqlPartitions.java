package dev.crossover.sources.mysql.rows;

import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.Partition.KeyBound;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a table at every n-th key of its primary key. */
final class MysqlPartitions {
  private MysqlPartitions() {}

  static List<Partition> cut(Connection connection, TargetTable table, int rows)
      throws SQLException {
    List<Partition> partitions = new ArrayList<>();
    Optional<KeyBound> from = Optional.empty();
    Optional<KeyBound> to = hop(connection, table, from, rows);
    while (to.isPresent()) {
      partitions.add(new Partition(table.source(), partitions.size(), from, to));
      from = to;
      to = hop(connection, table, from, rows);
    }
    partitions.add(new Partition(table.source(), partitions.size(), from, Optional.empty()));
    return partitions;
  }

  /** The key that stands {@code rows} rows behind a key, or behind the table's first one. */
  private static Optional<KeyBound> hop(
      Connection connection, TargetTable table, Optional<KeyBound> from, int rows)
      throws SQLException {
    MysqlKeyRange key = new MysqlKeyRange(table);
    String sql =
        "SELECT %s FROM %s AS t%s ORDER BY %s LIMIT 1 OFFSET %d"
            .formatted(
                key.texts(),
                Backticks.quoted(table.source()),
                MysqlKeyRange.where(key.conditions(from, Optional.empty())),
                key.columns(),
                rows);
    return MysqlQuery.list(
            connection,
            sql,
            row -> {
              List<String> values = new ArrayList<>();
              for (int i = 1; i <= key.size(); i++) {
                values.add(row.getString(i));
              }
              return new KeyBound(values);
            },
            List.of())
        .stream()
        .findFirst();
  }
}
