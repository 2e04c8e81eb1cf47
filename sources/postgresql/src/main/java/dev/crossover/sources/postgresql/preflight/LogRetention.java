package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the server may throw away log that the change stream has not read yet.
 *
 * @param planned how long the bulk load is estimated to take
 */
public record LogRetention(PostgresqlDatabase source, Supplier<Duration> planned) implements Check {
  private static final String LIMIT =
      "SELECT CASE WHEN setting <> '-1' THEN pg_size_bytes(setting || unit) END"
          + " FROM pg_settings WHERE name = 'max_slot_wal_keep_size'";

  private static final String HAS_STATISTICS =
      "SELECT to_regclass('pg_catalog.pg_stat_wal') IS NOT NULL";

  private static final String WRITTEN_AN_HOUR =
      "SELECT (3600 * wal_bytes / greatest(1, extract(epoch FROM now() - stats_reset)))::bigint"
          + " FROM pg_stat_wal";

  @Override
  public String name() {
    return "log-retention";
  }

  @Override
  public List<Finding> look() {
    Optional<Long> limit = number(LIMIT);
    return List.of(
        limit.isEmpty()
            ? Finding.pass(this, "the log is kept until the change stream has read it")
            : Finding.warning(
                this,
                "max_slot_wal_keep_size is %d MiB: a change stream that falls further behind is lost%s"
                    .formatted(limit.get() >> 20, written()),
                "ALTER SYSTEM SET max_slot_wal_keep_size = -1; and watch the disk, or see that it"
                    + " covers the longest stop of the stream"));
  }

  /** By the server's statistics, which an older one does not have. */
  private String written() {
    boolean known =
        new PostgresqlQuery(source, "whether the server counts what it logs")
            .list(HAS_STATISTICS, row -> row.getBoolean(1))
            .get(0);
    long minutes = planned.get().toMinutes();
    return known
        ? number(WRITTEN_AN_HOUR)
            .map(
                bytes ->
                    "; the server has written about %d MiB an hour, so %d MiB in the %d minutes that the bulk load is estimated at"
                        .formatted(bytes >> 20, (bytes * minutes / 60) >> 20, minutes))
            .orElse("")
        : "";
  }

  private Optional<Long> number(String query) {
    return new PostgresqlQuery(source, "how much log is kept")
        .list(query, row -> Optional.ofNullable((Long) row.getObject(1))).stream()
            .flatMap(Optional::stream)
            .findFirst();
  }
}
