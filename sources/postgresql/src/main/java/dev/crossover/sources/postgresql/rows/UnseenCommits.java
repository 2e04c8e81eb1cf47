package dev.crossover.sources.postgresql.rows;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.time.Timing;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.Statements;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Commits that stand in the log and that no query sees yet. The server shows a commit after it has
 * logged it, and with synchronous_standby_names not before a standby has answered; slots are read
 * without waiting for that.
 */
record UnseenCommits(PostgresqlDatabase source, Timing timing) {
  /** Who runs longer, and waits for no standby, is in the middle of a statement. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration POLL = Duration.ofMillis(20);

  /**
   * Who may be committing: a session keeps its id of a transaction until its commit is seen, and is
   * not idle then. A prepared transaction has no session.
   */
  private static final String COMMITTING =
      """
      SELECT concat(a.pid, ' ', a.backend_xid), coalesce(a.wait_event = 'SyncRep', false)
        FROM pg_stat_activity a
       WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
         AND a.backend_type <> 'autovacuum worker' AND a.state NOT LIKE 'idle%'
         AND (a.backend_xid IS NOT NULL OR a.query ~* '^[[:space:]]*commit[[:space:]]+prepared')
      """;

  /**
   * @param who names the session and its transaction
   * @param forAStandby whether it has logged its commit and waits for a standby
   */
  private record Committing(String who, boolean forAStandby) {}

  /**
   * Returns when everything is seen that is logged by now.
   *
   * @throws SourceException if a commit waits for a standby that does not answer
   */
  void await() {
    Duration end = timing.elapsed().plus(PATIENCE);
    List<String> first = committing().stream().map(Committing::who).toList();
    List<Committing> left = left(first);
    while (!left.isEmpty() && timing.elapsed().compareTo(end) < 0) {
      timing.pause(POLL);
      left = left(first);
    }
    if (left.stream().anyMatch(Committing::forAStandby)) {
      throw new SourceException(
          "commits stand in the source's log and are not seen yet: %d sessions wait for a standby (SyncRep in pg_stat_activity); see that the standbys of synchronous_standby_names answer, and try again"
              .formatted(left.stream().filter(Committing::forAStandby).count()));
    }
  }

  private List<Committing> left(List<String> first) {
    return first.isEmpty()
        ? List.of()
        : committing().stream().filter(now -> first.contains(now.who())).toList();
  }

  private List<Committing> committing() {
    return Statements.rollBack(
        source,
        "read which commits are on their way",
        connection -> {
          List<Committing> committing = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery(COMMITTING)) {
            while (row.next()) {
              committing.add(new Committing(row.getString(1), row.getBoolean(2)));
            }
          }
          return committing;
        });
  }
}
