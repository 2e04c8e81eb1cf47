package dev.crossover.sources.postgresql.log;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.UUID;

/** PostgreSQL's write-ahead log. */
public final class PostgresqlLog implements SourceLog {
  /**
   * The id is the time in microseconds, so sentinels of several processes do not collide; where
   * they do, the later one waits and takes the next.
   */
  private static final String INSERT =
      "INSERT INTO crossover.sentinel (id, token, written_at) SELECT greatest("
          + "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint,"
          + " (SELECT coalesce(max(id), 0) + 1 FROM crossover.sentinel)), ?, clock_timestamp()";

  private final PostgresqlDatabase source;
  private final String slot;

  /**
   * @param slot the replication slot that the change stream reads
   */
  public PostgresqlLog(PostgresqlDatabase source, String slot) {
    this.source = source;
    this.slot = slot;
  }

  @Override
  public Mark mark() {
    String token = UUID.randomUUID().toString();
    return Statements.commit(
        source,
        "write a sentinel to crossover.sentinel; did crossover capture run?",
        connection -> {
          // With synchronous_commit=off a commit may be visible and not yet in the durable log.
          Statements.execute(
              connection,
              "SET LOCAL synchronous_commit = on; SET LOCAL lock_timeout = '10s';"
                  + " LOCK TABLE crossover.sentinel IN SHARE ROW EXCLUSIVE MODE");
          try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, token);
            statement.executeUpdate();
          }
          return new Mark(position(connection), token);
        });
  }

  @Override
  public PositionText positions() {
    return LsnText.INSTANCE;
  }

  @Override
  public LogPosition end() {
    return LogPosition.of(
        Statements.rollBack(source, "read the end of the source's log", PostgresqlLog::position));
  }

  /** Not the flush position, which may lie below commits that are visible already. */
  private static Position position(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT pg_current_wal_insert_lsn()::text");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return LsnText.INSTANCE.parse(row.getString(1));
    }
  }

  /**
   * Up to where the reader of the slot has confirmed the log; no transaction that ended before
   * comes again.
   */
  public Position confirmed() {
    return Statements.rollBack(
        source,
        "read the state of the replication slot " + slot,
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT confirmed_flush_lsn::text FROM pg_replication_slots"
                      + " WHERE slot_name = ? AND confirmed_flush_lsn IS NOT NULL")) {
            statement.setString(1, slot);
            try (ResultSet row = statement.executeQuery()) {
              if (!row.next()) {
                throw gone();
              }
              return LsnText.INSTANCE.parse(row.getString(1));
            }
          }
        });
  }

  private SourceException gone() {
    return new SourceException(
        "the replication slot " + slot + " is gone; the migration must start again");
  }

  @Override
  public Retention retention() {
    return Statements.rollBack(
        source,
        "read the state of the replication slot " + slot,
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT wal_status, safe_wal_size FROM pg_replication_slots"
                      + " WHERE slot_name = ?")) {
            statement.setString(1, slot);
            try (ResultSet row = statement.executeQuery()) {
              if (!row.next()) {
                throw gone();
              }
              return retention(row);
            }
          }
        });
  }

  /** {@code unreserved} and {@code lost} mean that the log is, or may be, removed. */
  private static Retention retention(ResultSet row) throws SQLException {
    String status = row.getString(1) == null ? "lost" : row.getString(1);
    long safe = row.getLong(2);
    return new Retention(
        status.equals("reserved") || status.equals("extended"),
        row.wasNull() ? OptionalLong.empty() : OptionalLong.of(safe),
        "wal_status " + status,
        "raise max_slot_wal_keep_size in the source");
  }
}
