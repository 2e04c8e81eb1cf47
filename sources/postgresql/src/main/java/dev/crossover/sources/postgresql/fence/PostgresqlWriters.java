package dev.crossover.sources.postgresql.fence;

import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.Writers;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Who holds a transaction id in PostgreSQL, and so has written or is about to. */
public final class PostgresqlWriters implements Writers {
  /**
   * {@code backend_xid} of other users' sessions is hidden from an ordinary user, the lock that
   * every transaction holds on its own id is not. Prepared transactions have no session at all.
   */
  private static final String OPEN =
      """
      SELECT a.pid::text, false, coalesce(a.usename::text, a.backend_type),
             extract(epoch FROM clock_timestamp() - a.xact_start)
        FROM pg_stat_activity a
       WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
         AND a.backend_type <> 'autovacuum worker'
         AND (a.backend_xid IS NOT NULL OR a.pid IN (
              SELECT l.pid FROM pg_locks l
               WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted))
      UNION ALL
      SELECT gid, true, owner::text, extract(epoch FROM clock_timestamp() - prepared)
        FROM pg_prepared_xacts WHERE database = current_database()
      ORDER BY 4 DESC
      """;

  private final PostgresqlDatabase source;

  public PostgresqlWriters(PostgresqlDatabase source) {
    this.source = source;
  }

  @Override
  public List<OpenTransaction> open() {
    return Statements.rollBack(
        source,
        "read the source's open transactions",
        connection -> {
          List<OpenTransaction> open = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(OPEN);
              ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              open.add(
                  new OpenTransaction(
                      rows.getString(1),
                      rows.getBoolean(2),
                      rows.getString(3),
                      Duration.ofSeconds(rows.getLong(4))));
            }
          }
          return open;
        });
  }

  @Override
  public void end(OpenTransaction transaction) {
    if (!transaction.prepared()) {
      Statements.rollBack(
          source,
          "end " + transaction.text(),
          connection -> {
            try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_terminate_backend(?)")) {
              statement.setInt(1, Integer.parseInt(transaction.name()));
              return statement.execute();
            }
          });
    }
  }
}
