package dev.crossover.sources.postgresql.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.time.Timing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Who reads a replication slot. The server lets one in at a time, so of two captures the second is
 * refused here, whatever the first one's files say.
 *
 * @param patience how long a reader that is there may take to end: the server notices the end of a
 *     killed one a moment later
 */
record SlotReader(String slot, Duration patience) {
  private static final Duration POLL = Duration.ofMillis(100);

  private static final String READER =
      """
      SELECT 'process ' || s.active_pid || ' (user ' || coalesce(a.usename, '?') || ', '
             || coalesce(nullif(a.application_name, ''), 'no application name') || ', from '
             || coalesce(host(a.client_addr), 'the server itself') || ')'
      FROM pg_replication_slots s LEFT JOIN pg_stat_activity a ON a.pid = s.active_pid
      WHERE s.slot_name = ? AND s.active
      """;

  /**
   * @throws SourceException if somebody goes on reading the slot
   */
  void requireNone(Connection connection) throws SQLException {
    Timing timing = Timing.real();
    Duration end = timing.elapsed().plus(patience);
    Optional<String> reader = reader(connection);
    while (reader.isPresent() && timing.elapsed().compareTo(end) < 0) {
      timing.pause(POLL);
      reader = reader(connection);
    }
    if (reader.isPresent()) {
      throw new SourceException(
          "replication slot %s is read by %s, and a slot has one reader: a capture of another work directory or machine, or one whose files were lost; end that one, then give the command again"
              .formatted(slot, reader.get()));
    }
  }

  private Optional<String> reader(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READER)) {
      statement.setString(1, slot);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }
}
