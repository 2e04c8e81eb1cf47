package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.List;

/** No transaction is so old that the change stream would wait for it: a slot waits for all. */
public final class OpenTransactions implements Check {
  private static final long OLD_SECONDS = 60;

  private final PostgresqlDatabase source;

  public OpenTransactions(PostgresqlDatabase source) {
    this.source = source;
  }

  @Override
  public String name() {
    return "open-transactions";
  }

  @Override
  public List<Finding> look() {
    PostgresqlQuery query = new PostgresqlQuery(source, "the source's open transactions");
    List<String> old =
        query.list(
            "SELECT format('process %s of %s, %s s', pid, usename, extract(epoch FROM now() -"
                + " xact_start)::bigint) FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND"
                + " xact_start < now() - interval '"
                + OLD_SECONDS
                + " seconds' ORDER BY xact_start",
            row -> row.getString(1));
    List<String> prepared =
        query.list(
            "SELECT format('prepared transaction %L', gid) FROM pg_prepared_xacts"
                + " WHERE prepared < now() - interval '"
                + OLD_SECONDS
                + " seconds'",
            row -> row.getString(1));
    if (old.isEmpty() && prepared.isEmpty()) {
      return List.of(Finding.pass(this, "none older than " + OLD_SECONDS + " s"));
    }
    return List.of(
        Finding.warning(
            this,
            "the change stream waits for writers that are open: "
                + String.join("; ", old)
                + String.join("; ", prepared),
            "end them, or wait for them"));
  }
}
