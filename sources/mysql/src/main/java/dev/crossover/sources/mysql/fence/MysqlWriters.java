package dev.crossover.sources.mysql.fence;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.Writers;
import dev.crossover.engine.time.Timing;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose transactions hold locks of InnoDB, which every writer does and no snapshot; and whose
 * statement runs that may write: an INSERT … SELECT reads for long before its first lock, and who
 * waits for a table has none. InnoDB does not say of which tables locks are, so writers of other
 * tables count too.
 */
public record MysqlWriters(MysqlDatabase source) implements Writers {
  /** What only reads, by its first word, behind parentheses and comments. */
  private static final String READS =
      "^([[:space:](]|/[*][^!M]([^*]|[*][^/])*[*]/)*"
          + "(select|show|desc|describe|explain|values|table|kill)([^a-z0-9_]|$)";

  /** As {@link #READS}, but a list of queries may come before an UPDATE or a DELETE. */
  private static final String LISTS = "^[[:space:](]*with[^a-z0-9_]";

  private static final String LISTS_TO_WRITE = "[^a-z0-9_](update|delete)[^a-z0-9_]";

  /** Crossover's own, into its own tables. */
  private static final String OWN = "^(insert into|replace into|update) crossover[.]";

  /** The server says when a transaction began by its own zone, whatever that of the session is. */
  private static final String OPEN =
      """
SELECT /* %s */ p.id, p.user, coalesce(
       timestampdiff(SECOND, t.trx_started, convert_tz(now(), '+00:00', 'SYSTEM')), p.time) age,
       p.id = connection_id() own, coalesce(t.trx_query, '')
  FROM information_schema.processlist p
  LEFT JOIN information_schema.innodb_trx t ON t.trx_mysql_thread_id = p.id
 WHERE p.id = connection_id() OR t.trx_rows_modified > 0 OR t.trx_lock_structs > 0
    OR (p.user NOT IN ('system user', 'event_scheduler')
            AND p.command NOT IN ('Sleep', 'Daemon', 'Binlog Dump', 'Binlog Dump GTID')
            AND p.info NOT REGEXP '%s' AND p.info NOT REGEXP '%s'
            AND (p.info NOT REGEXP '%s' OR p.info REGEXP '%s'))
 ORDER BY age DESC
""";

  /**
   * InnoDB copies its transactions when they are asked for, but not again within 100 ms after
   * anybody read the copy (CACHE_MIN_IDLE_TIME of its trx0i_s).
   */
  private static final Duration COPY_IS_READ = Duration.ofMillis(110);

  /** Others who watch the server ask each second at most; so often in a row none of them asks. */
  private static final int MOST_LOOKS = 50;

  @Override
  public List<OpenTransaction> open() {
    return MysqlStatements.run(
        source,
        "read the source's open transactions; Crossover's user needs PROCESS",
        connection -> {
          List<OpenTransaction> open = new ArrayList<>(running(connection));
          prepared(connection)
              .forEach(name -> open.add(new OpenTransaction(name, true, "?", Duration.ZERO)));
          return open;
        });
  }

  /** The names of the XA transactions that wait for their second phase. */
  public static List<String> prepared(Connection connection) throws SQLException {
    return MysqlQuery.list(connection, "XA RECOVER", row -> row.getString(4), List.of());
  }

  private static List<OpenTransaction> running(Connection connection) throws SQLException {
    Timing timing = Timing.real();
    for (int look = 0; look < MOST_LOOKS; look++) {
      Optional<List<OpenTransaction>> running = fresh(connection);
      if (running.isPresent()) {
        return running.get();
      }
      timing.pause(COPY_IS_READ);
    }
    throw new SourceException(
        "information_schema.INNODB_TRX has shown an old copy %d times, as it does while a session reads it more often than every 100 ms; end what reads it so often"
            .formatted(MOST_LOOKS));
  }

  /** None if InnoDB showed an old copy: a new one has the very question in it that made it. */
  private static Optional<List<OpenTransaction>> fresh(Connection connection) throws SQLException {
    String question = UUID.randomUUID().toString();
    MysqlStatements.execute(connection, "START TRANSACTION WITH CONSISTENT SNAPSHOT");
    try {
      List<Session> sessions =
          MysqlQuery.list(
              connection,
              OPEN.formatted(question, READS, OWN, LISTS, LISTS_TO_WRITE),
              Session::of,
              List.of());
      boolean fresh = sessions.stream().anyMatch(s -> s.own() && s.query().contains(question));
      return fresh
          ? Optional.of(sessions.stream().filter(s -> !s.own()).map(Session::transaction).toList())
          : Optional.empty();
    } finally {
      MysqlStatements.execute(connection, "ROLLBACK");
    }
  }

  /**
   * @param own the one that asks
   * @param query what it ran when InnoDB's copy was made
   */
  private record Session(OpenTransaction transaction, boolean own, String query) {
    static Session of(ResultSet row) throws SQLException {
      return new Session(
          new OpenTransaction(
              row.getString(1),
              false,
              row.getString(2),
              Duration.ofSeconds(Math.max(0, row.getLong(3)))),
          row.getBoolean(4),
          row.getString(5));
    }
  }

  @Override
  public void end(OpenTransaction transaction) {
    if (!transaction.prepared()) {
      MysqlStatements.run(
          source,
          "end " + transaction.text(),
          connection -> {
            MysqlAccounts.end(connection, Long.parseLong(transaction.name()));
            return null;
          });
    }
  }
}
