package dev.crossover.sources.postgresql.fence;

import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.Writers;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Who holds a lock that a write to a moved table takes. Such a lock is held until the transaction
 * is over, and comes before the first row is written: a COPY or INSERT … SELECT that has only begun
 * has no transaction id yet, but has the lock. Waiting for one counts too.
 */
public final class PostgresqlWriters implements Writers {
  /** Prepared transactions have no session; one lock of each is the one on its own id. */
  private static final String OPEN =
      FencedObjects.TABLES
          + """
          , held AS (
            SELECT l.pid, l.virtualtransaction FROM pg_locks l
             WHERE l.locktype = 'relation' AND l.relation IN (SELECT oid FROM tables)
               AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND l.mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock',
                              'AccessExclusiveLock')
          )
          SELECT a.pid::text, false, coalesce(a.usename::text, a.backend_type),
                 extract(epoch FROM clock_timestamp() - a.xact_start)
            FROM pg_stat_activity a
           WHERE a.pid IN (SELECT pid FROM held) AND a.pid <> pg_backend_pid()
             AND a.backend_type <> 'autovacuum worker'
          UNION ALL
          SELECT gid, true, owner::text, extract(epoch FROM clock_timestamp() - prepared)
            FROM pg_prepared_xacts WHERE database = current_database() AND EXISTS (
                 SELECT FROM held JOIN pg_locks own USING (virtualtransaction)
                  WHERE held.pid IS NULL AND own.pid IS NULL
                    AND own.transactionid = pg_prepared_xacts.transaction)
          ORDER BY 4 DESC
          """;

  private final PostgresqlDatabase source;
  private final List<TableName> moved;

  /**
   * @param moved the tables that are moved
   */
  public PostgresqlWriters(PostgresqlDatabase source, List<TableName> moved) {
    this.source = source;
    this.moved = List.copyOf(moved);
  }

  @Override
  public List<OpenTransaction> open() {
    return Statements.rollBack(
        source,
        "read the source's open transactions",
        connection -> {
          List<OpenTransaction> open = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
            FencedObjects.bind(connection, statement, moved);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                open.add(
                    new OpenTransaction(
                        rows.getString(1),
                        rows.getBoolean(2),
                        rows.getString(3),
                        Duration.ofSeconds(rows.getLong(4))));
              }
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
