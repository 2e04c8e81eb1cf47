package dev.crossover.launcher.workflow;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.source.SourceDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How big the source's tables are, by its own statistics.
 *
 * @param source the tables' database
 */
public record TableSizes(SourceDatabase source) {
  /** A partitioned table has its rows in its leaves. */
  private static final String SIZES =
      """
      SELECT n.nspname || '.' || c.relname, sum(greatest(p.reltuples, 0))::bigint,
             sum(pg_table_size(p.oid))::bigint
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_class p
          ON p.oid = c.oid OR p.oid IN (SELECT relid FROM pg_partition_tree(c.oid))
       WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY (?)
       GROUP BY 1
      """;

  /**
   * @param rows 0 also if the table was never analysed
   * @param bytes without indexes
   */
  record Size(long rows, long bytes) {}

  /** Sizes by {@code schema.table}. */
  Map<String, Size> of(List<String> schemas) {
    try (Connection connection = source.connect();
        PreparedStatement statement = connection.prepareStatement(SIZES)) {
      statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      Map<String, Size> sizes = new HashMap<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          sizes.put(row.getString(1), new Size(row.getLong(2), row.getLong(3)));
        }
      }
      return sizes;
    } catch (SQLException e) {
      throw new SourceException("cannot read the sizes of the source's tables", e);
    }
  }
}
