package dev.crossover.targets.spanner;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.RowCount;
import dev.crossover.targets.spanner.client.SpannerErrors;

/** Counts rows of a Spanner database. */
public record SpannerRowCount(DatabaseClient client) implements RowCount {
  @Override
  public long of(TargetTable table) {
    Statement count = Statement.of("SELECT COUNT(*) FROM `" + table.name() + "`");
    try (ResultSet rows = client.singleUse().executeQuery(count)) {
      rows.next();
      return rows.getLong(0);
    } catch (SpannerException e) {
      throw SpannerErrors.cannot("count the rows of " + table.name(), e);
    }
  }
}
