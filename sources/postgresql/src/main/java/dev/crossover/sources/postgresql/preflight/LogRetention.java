package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.List;

/** Whether the server may throw away log that the change stream has not read yet. */
public final class LogRetention implements Check {
  private final PostgresqlDatabase source;

  public LogRetention(PostgresqlDatabase source) {
    this.source = source;
  }

  @Override
  public String name() {
    return "log-retention";
  }

  @Override
  public List<Finding> look() {
    String size =
        new PostgresqlQuery(source, "how much log is kept")
            .list("SELECT current_setting('max_slot_wal_keep_size', true)", row -> row.getString(1))
            .get(0);
    return List.of(
        size == null || size.equals("-1")
            ? Finding.pass(this, "the log is kept until the change stream has read it")
            : Finding.warning(
                this,
                "max_slot_wal_keep_size is "
                    + size
                    + ": a change stream that falls further behind is lost",
                "ALTER SYSTEM SET max_slot_wal_keep_size = -1; and watch the disk, or see that it"
                    + " covers the longest stop of the stream"));
  }
}
