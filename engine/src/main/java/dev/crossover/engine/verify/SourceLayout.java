package dev.crossover.engine.verify;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.TableName;
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
 * @param estimatedRows as the last ANALYZE counted; 0 if it never ran
 * @param byteOrdered columns whose collation compares bytes
 */
record SourceLayout(String from, long estimatedRows, Set<String> byteOrdered) {
  // A partitioned table holds no rows itself; an inheriting one is moved as a table of its own.
  private static final String TABLE =
      "SELECT c.relkind = 'p', greatest(c.reltuples, 0)::bigint FROM pg_class c"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')";

  // datlocprovider is younger than version 13, hence the detour by JSON.
  private static final String BYTE_ORDERED =
      "SELECT a.attname FROM pg_attribute a"
          + " JOIN pg_class c ON c.oid = a.attrelid"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " JOIN pg_collation o ON o.oid = a.attcollation"
          + " JOIN pg_database d ON d.datname = current_database()"
          + " WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0"
          + " AND pg_encoding_to_char(d.encoding) = 'UTF8'"
          + " AND (o.collname IN ('C', 'POSIX') AND o.collprovider = 'c'"
          + "  OR o.collname = 'default' AND d.datcollate IN ('C', 'POSIX')"
          + "  AND coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'c')";

  static SourceLayout read(Connection connection, TableName table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
      bind(statement, table);
      try (ResultSet result = statement.executeQuery()) {
        if (!result.next()) {
          throw new SourceException(
              "the source has no table " + table + "; run the schema step again");
        }
        String only = result.getBoolean(1) ? "" : "ONLY ";
        return new SourceLayout(
            only + Sql.quoted(table) + " AS t", result.getLong(2), byteOrdered(connection, table));
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
