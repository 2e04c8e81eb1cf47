package dev.crossover.sources.postgresql.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes a row of our own when no transaction has come for a while. Without it a slot on an idle
 * database keeps the log of all other databases of the server for ever.
 */
final class IdleHeartbeat {
  private static final Duration IDLE = Duration.ofSeconds(10);

  private static final String BEAT =
      "INSERT INTO crossover.heartbeat (id, written_at) VALUES (1, now())"
          + " ON CONFLICT (id) DO UPDATE SET written_at = excluded.written_at";

  private final PostgresqlDatabase source;
  private final Clock clock;
  private Instant seen;

  IdleHeartbeat(PostgresqlDatabase source, Clock clock) {
    this.source = source;
    this.clock = clock;
    this.seen = clock.instant();
  }

  /** A transaction has come. */
  void seen() {
    seen = clock.instant();
  }

  void beatIfIdle() {
    if (clock.instant().isBefore(seen.plus(IDLE))) {
      return;
    }
    seen = clock.instant();
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout((int) IDLE.toSeconds());
      statement.executeUpdate(BEAT);
    } catch (SQLException e) {
      throw new SourceException(
          "cannot write crossover.heartbeat, which keeps the replication slot moving; is the source"
              + " read-only?",
          e);
    }
  }
}
