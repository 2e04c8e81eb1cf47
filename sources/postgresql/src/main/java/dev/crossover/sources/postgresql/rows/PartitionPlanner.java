package dev.crossover.sources.postgresql.rows;

import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.Partition.KeyBound;
import dev.crossover.engine.schema.TargetTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the keys at which a table is cut.
 *
 * <p>Up to a size it walks the key's index and takes every n-th key, which is exact. A larger table
 * is cut at keys of a sample of its pages, which costs the same whatever its size. Any keys cut a
 * table without gap or overlap, so a sample can only make partitions uneven.
 */
final class PartitionPlanner {
  /** Walking an index of such a table takes seconds. */
  static final long WALKED_BYTES = 1L << 30;

  /** The pages of a sample: enough for some dozens of pages per partition of a huge table. */
  private static final long SAMPLED_BYTES = 256L << 20;

  private final long walkedBytes;

  PartitionPlanner(long walkedBytes) {
    this.walkedBytes = walkedBytes;
  }

  List<Partition> cut(Connection connection, TargetTable table, int rows) throws SQLException {
    PostgresqlTable source = PostgresqlTable.read(connection, table.source());
    KeyRange key = new KeyRange(table);
    List<KeyBound> bounds =
        source.bytes() <= walkedBytes
            ? walk(connection, source, key, rows)
            : sample(connection, source, key, rows);
    return partitions(table, bounds);
  }

  private static List<KeyBound> walk(
      Connection connection, PostgresqlTable source, KeyRange key, int rows) throws SQLException {
    List<KeyBound> bounds = new ArrayList<>();
    Optional<KeyBound> next = hop(connection, source, key, Optional.empty(), rows);
    while (next.isPresent()) {
      bounds.add(next.get());
      next = hop(connection, source, key, next, rows);
    }
    return bounds;
  }

  /** The key that stands {@code rows} rows behind a key, or behind the table's first one. */
  private static Optional<KeyBound> hop(
      Connection connection,
      PostgresqlTable source,
      KeyRange key,
      Optional<KeyBound> from,
      int rows)
      throws SQLException {
    String sql =
        "SELECT %s FROM %s%s ORDER BY %s OFFSET %d LIMIT 1"
            .formatted(
                key.texts(),
                source.from(),
                KeyRange.where(key.conditions(from, Optional.empty())),
                key.columns(),
                rows);
    return bounds(connection, sql).stream().findFirst();
  }

  private static List<KeyBound> sample(
      Connection connection, PostgresqlTable source, KeyRange key, int rows) throws SQLException {
    double percent = Math.min(100, 100.0 * SAMPLED_BYTES / source.bytes());
    // Each sampled row stands for 100 / percent rows.
    String sql =
        """
        SELECT %s FROM (
          SELECT %s, row_number() OVER (ORDER BY %s) - 1 AS crossover_place
          FROM %s TABLESAMPLE SYSTEM (%s) REPEATABLE (0)) AS t
        WHERE crossover_place > 0 AND crossover_place %% %d = 0 ORDER BY crossover_place
        """
            .formatted(
                key.texts(),
                key.columns(),
                key.columns(),
                source.from(),
                Double.toString(percent),
                Math.max(1, Math.round(rows * percent / 100)));
    return bounds(connection, sql);
  }

  private static List<KeyBound> bounds(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      List<KeyBound> bounds = new ArrayList<>();
      while (rows.next()) {
        List<String> values = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
          values.add(rows.getString(i));
        }
        bounds.add(new KeyBound(values));
      }
      return bounds;
    }
  }

  private static List<Partition> partitions(TargetTable table, List<KeyBound> bounds) {
    List<Partition> partitions = new ArrayList<>();
    Optional<KeyBound> from = Optional.empty();
    for (KeyBound to : bounds) {
      partitions.add(new Partition(table.source(), partitions.size(), from, Optional.of(to)));
      from = Optional.of(to);
    }
    partitions.add(new Partition(table.source(), partitions.size(), from, Optional.empty()));
    return partitions;
  }
}
