package dev.crossover.sources.postgresql.fence;

import dev.crossover.contract.SourceException;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ends the sessions of roles that may not log in any more. */
final class ClosedSessions {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 20;

  private final PostgresqlDatabase source;

  ClosedSessions(PostgresqlDatabase source) {
    this.source = source;
  }

  /**
   * @throws SourceException if a session does not end
   */
  void end(List<String> roles) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int left = terminate(roles);
    while (left > 0) {
      if (System.nanoTime() > deadline) {
        throw new SourceException(
            left + " sessions of " + roles + " do not end; look at pg_stat_activity");
      }
      pause();
      left = terminate(roles);
    }
  }

  private int terminate(List<String> roles) {
    return Statements.rollBack(
        source,
        "end the sessions of " + roles + "; grant pg_signal_backend to Crossover's user",
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                      + " WHERE datname = current_database() AND usename = ANY (?)"
                      + " AND pid <> pg_backend_pid()")) {
            statement.setArray(1, connection.createArrayOf("text", roles.toArray()));
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return row.getInt(1);
            }
          }
        });
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException("interrupted while sessions of the source ended", e);
    }
  }
}
