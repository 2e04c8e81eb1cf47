package dev.crossover.sources.mysql.fence;

import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.Writers;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
SELECT p.id, p.user, coalesce(
       timestampdiff(SECOND, t.trx_started, convert_tz(now(), '+00:00', 'SYSTEM')), p.time) age
  FROM information_schema.processlist p
  LEFT JOIN information_schema.innodb_trx t ON t.trx_mysql_thread_id = p.id
 WHERE p.id <> connection_id()
   AND (t.trx_rows_modified > 0 OR t.trx_lock_structs > 0
        OR (p.user NOT IN ('system user', 'event_scheduler')
            AND p.command NOT IN ('Sleep', 'Daemon', 'Binlog Dump', 'Binlog Dump GTID')
            AND p.info NOT REGEXP '%s' AND p.info NOT REGEXP '%s'
            AND (p.info NOT REGEXP '%s' OR p.info REGEXP '%s')))
 ORDER BY age DESC
"""
          .formatted(READS, OWN, LISTS, LISTS_TO_WRITE);

  @Override
  public List<OpenTransaction> open() {
    return MysqlStatements.run(
        source,
        "read the source's open transactions; Crossover's user needs PROCESS",
        connection -> {
          List<OpenTransaction> open = new ArrayList<>();
          open.addAll(
              MysqlQuery.list(
                  connection,
                  OPEN,
                  row ->
                      new OpenTransaction(
                          row.getString(1),
                          false,
                          row.getString(2),
                          Duration.ofSeconds(Math.max(0, row.getLong(3)))),
                  List.of()));
          open.addAll(
              MysqlQuery.list(
                  connection,
                  "XA RECOVER",
                  row -> new OpenTransaction(row.getString(4), true, "?", Duration.ZERO),
                  List.of()));
          return open;
        });
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
