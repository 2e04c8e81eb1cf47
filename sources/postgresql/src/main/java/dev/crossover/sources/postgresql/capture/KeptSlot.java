package dev.crossover.sources.postgresql.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.Position;
import dev.crossover.sources.postgresql.log.LsnText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** A replication slot that must still be there, with its log. */
record KeptSlot(String name) {
  private static final String SLOT =
      "SELECT wal_status, confirmed_flush_lsn::text FROM pg_replication_slots"
          + " WHERE slot_name = ? AND plugin = 'pgoutput' AND database = current_database()";

  /**
   * Up to where its reader has confirmed the log.
   *
   * @throws SourceException if the slot or its log is gone
   */
  Optional<Position> confirmed(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SLOT)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw lost("is gone");
        }
        if ("lost".equals(row.getString(1))) {
          throw lost("has lost its log (max_slot_wal_keep_size was exceeded)");
        }
        return Optional.ofNullable(row.getString(2)).map(LsnText.INSTANCE::parse);
      }
    }
  }

  SourceException lost(String what) {
    return new SourceException(
        "replication slot %s %s; changes since then are lost, so the migration must be started again: run cleanup, then run"
            .formatted(name, what));
  }
}
