package dev.crossover.sources.postgresql.verify;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.sql.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * What the catalogue says of a table that decides how it is read.
 *
 * @param from the table for a FROM clause, under the name {@code t}
 * @param rows about so many, by the statistics of the table or its partitions
 * @param byteOrdered columns whose collation compares bytes
 * @param unicode whether the database's own bytes are in the order of UTF-8
 */
record SourceLayout(String from, long rows, Set<String> byteOrdered, boolean unicode) {
  /** Where nobody has ever counted. */
  private static final int BYTES_OF_A_ROW = 100;

  // A partitioned table holds no rows itself; an inheriting one is moved as a table of its own. As
  // many rows as the last ANALYZE found on a page, on as many pages as there are now.
  private static final String TABLE =
      """
      SELECT c.relkind = 'p',
             (SELECT coalesce(sum(CASE
                       WHEN l.reltuples > 0 AND l.relpages > 0 THEN
                         l.reltuples / l.relpages * pg_relation_size(l.oid)
                           / current_setting('block_size')::float8
                       ELSE pg_relation_size(l.oid)::float8 / %d END), 0)
                FROM pg_class l
               WHERE l.oid = c.oid AND c.relkind = 'r'
                  OR c.relkind = 'p' AND l.oid IN
                     (SELECT p.relid FROM pg_partition_tree(c.oid) p WHERE p.isleaf))::bigint,
             current_setting('server_encoding') IN ('UTF8', 'SQL_ASCII', 'LATIN1')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')
      """
          .formatted(BYTES_OF_A_ROW);

  // datlocprovider is younger than version 13, hence the detour by JSON.
  private static final String BYTE_ORDERED =
      "SELECT a.attname FROM pg_attribute a"
          + " JOIN pg_class c ON c.oid = a.attrelid"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " JOIN pg_collation o ON o.oid = a.attcollation"
          + " JOIN pg_database d ON d.datname = current_database()"
          + " WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0"
          + " AND (o.collname IN ('C', 'POSIX') AND o.collprovider = 'c'"
          + "  OR o.collname = 'default' AND d.datcollate IN ('C', 'POSIX')"
          + "  AND coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'c')";

  /**
   * @throws SourceException if the table is not there
   */
  static SourceLayout read(Connection connection, TableName table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
      bind(statement, table);
      try (ResultSet result = statement.executeQuery()) {
        if (!result.next()) {
          throw new SourceException(
              "the source has no table " + table + "; run the schema step again");
        }
        String from = (result.getBoolean(1) ? "" : "ONLY ") + Identifiers.quoted(table) + " AS t";
        boolean unicode = result.getBoolean(3);
        return new SourceLayout(
            from, result.getLong(2), unicode ? byteOrdered(connection, table) : Set.of(), unicode);
      }
    }
  }

  private static Set<String> byteOrdered(Connection connection, TableName table)
      throws SQLException {
    Set<String> columns = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(BYTE_ORDERED)) {
      bind(statement, table);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          columns.add(result.getString(1));
        }
      }
    }
    return columns;
  }

  private static void bind(PreparedStatement statement, TableName table) throws SQLException {
    statement.setString(1, table.schema());
    statement.setString(2, table.name());
  }
}
