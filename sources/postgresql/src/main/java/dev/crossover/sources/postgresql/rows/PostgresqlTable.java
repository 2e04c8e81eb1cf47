package dev.crossover.sources.postgresql.rows;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.sql.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What the catalogue says of a table that decides how it is read.
 *
 * @param from the table for a FROM clause, under the name {@code t}
 * @param estimatedRows as the last ANALYZE counted; 0 if it never ran
 * @param bytes the size of its rows, without indexes
 */
record PostgresqlTable(String from, long estimatedRows, long bytes) {
  // A partitioned table holds no rows itself; an inheriting one is moved as a table of its own.
  private static final String TABLE =
      """
      SELECT c.relkind = 'p' AS partitioned,
             CASE WHEN c.relkind = 'p'
               THEN (SELECT coalesce(sum(greatest(l.reltuples, 0)), 0)
                     FROM pg_partition_tree(c.oid) p JOIN pg_class l ON l.oid = p.relid
                     WHERE p.isleaf)
               ELSE greatest(c.reltuples, 0) END::bigint AS rows,
             CASE WHEN c.relkind = 'p'
               THEN (SELECT coalesce(sum(pg_table_size(p.relid)), 0)
                     FROM pg_partition_tree(c.oid) p WHERE p.isleaf)
               ELSE pg_table_size(c.oid) END::bigint AS bytes
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')
      """;

  static PostgresqlTable read(Connection connection, TableName table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.name());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SourceException(
              "the source has no table " + table + "; run the schema step again");
        }
        String only = row.getBoolean("partitioned") ? "" : "ONLY ";
        return new PostgresqlTable(
            only + Identifiers.quoted(table) + " AS t", row.getLong("rows"), row.getLong("bytes"));
      }
    }
  }
}
