package dev.crossover.sources.postgresql.capture;

import dev.crossover.contract.SourceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a new slot waits for: it begins only when every transaction that writes now has ended. */
final class SlotWaits {
  private static final String WRITERS =
      """
      SELECT 'process ' || pid || ' (user ' || usename || ', ' || coalesce(application_name, '')
             || ')' AS who, now() - xact_start AS age
      FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()
      UNION ALL
      SELECT 'prepared transaction ' || gid || ' (user ' || owner || ')', now() - prepared
      FROM pg_prepared_xacts
      """;

  private static final String LONG_WRITERS =
      "SELECT who, age FROM (" + WRITERS + ") w WHERE age > interval '1 minute' ORDER BY age DESC";

  private static final String ALL_WRITERS =
      "SELECT who, age FROM (" + WRITERS + ") w ORDER BY age DESC";

  private SlotWaits() {}

  /**
   * @throws SourceException if a transaction is so old that it may take longer than a slot can wait
   */
  static void requireNoLongWriters(Connection connection) throws SQLException {
    List<String> writers = read(connection, LONG_WRITERS);
    if (!writers.isEmpty()) {
      throw new SourceException(
          "transactions that have written for more than a minute hold up the replication slot: "
              + String.join("; ", writers)
              + "; end them, then start again");
    }
  }

  /** Who writes now and for how long, one line each, the oldest first. */
  static List<String> writers(Connection connection) throws SQLException {
    return read(connection, ALL_WRITERS);
  }

  private static List<String> read(Connection connection, String sql) throws SQLException {
    List<String> writers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        writers.add(row.getString(1) + " for " + row.getString(2));
      }
    }
    return writers;
  }
}
