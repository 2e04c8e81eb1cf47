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
 * Whose transactions hold locks of InnoDB, which every writer does and no snapshot. InnoDB does not
 * say of which tables, so writers of other tables count too.
 */
public record MysqlWriters(MysqlDatabase source) implements Writers {
  private static final String OPEN =
      """
      SELECT p.id, p.user, timestampdiff(SECOND, t.trx_started, now())
        FROM information_schema.innodb_trx t
        JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
       WHERE p.id <> connection_id() AND (t.trx_rows_modified > 0 OR t.trx_lock_structs > 0)
       ORDER BY 3 DESC
      """;

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
