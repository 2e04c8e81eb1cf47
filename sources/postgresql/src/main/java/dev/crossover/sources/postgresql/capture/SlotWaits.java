package dev.crossover.sources.postgresql.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.time.Timing;
import dev.crossover.sources.postgresql.log.LsnText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a new reader waits for: it begins only when every transaction that writes now has ended. */
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

  /** The oldest transaction that has written and not ended. */
  private static final String OLDEST = "SELECT txid_snapshot_xmin(txid_current_snapshot())::text";

  private static final Duration POLL = Duration.ofMillis(100);

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

  /**
   * Waits until every transaction has ended that writes now: what such a one writes is decoded with
   * the publication as it was when it began.
   *
   * @return a position after their ends
   * @throws SourceException if one does not end
   */
  static Position afterPresentWriters(Connection connection, String slot, Duration patience)
      throws SQLException {
    Timing timing = Timing.real();
    Duration end = timing.elapsed().plus(patience);
    long mark = Long.parseLong(one(connection, "SELECT txid_current()::text"));
    while (Long.parseLong(one(connection, OLDEST)) <= mark) {
      if (timing.elapsed().compareTo(end) > 0) {
        throw new SourceException(
            "cannot take over replication slot %s; what is published now is not seen by transactions that write already, and these do: %s"
                .formatted(slot, writers(connection)));
      }
      timing.pause(POLL);
    }
    return LsnText.INSTANCE.parse(one(connection, "SELECT pg_current_wal_insert_lsn()::text"));
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
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
