package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.List;

/** Timestamps without a zone are moved as UTC; only the application can know whether they are. */
public final class SourceTimeZone implements Check {
  private static final String COLUMNS =
      "SELECT count(*) FROM information_schema.columns"
          + " WHERE data_type = 'timestamp without time zone' AND table_schema = ANY (?)";

  private final PostgresqlDatabase source;
  private final List<String> schemas;

  public SourceTimeZone(PostgresqlDatabase source, List<String> schemas) {
    this.source = source;
    this.schemas = List.copyOf(schemas);
  }

  @Override
  public String name() {
    return "source-time-zone";
  }

  @Override
  public List<Finding> look() {
    long columns =
        new PostgresqlQuery(source, "the columns without a time zone")
            .list(COLUMNS, row -> row.getLong(1), schemas)
            .get(0);
    return List.of(
        columns == 0
            ? Finding.pass(this, "no column has timestamps without time zone")
            : Finding.pass(
                this, columns + " columns have timestamps without time zone, moved as UTC"));
  }
}
