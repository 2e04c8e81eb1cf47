package dev.crossover.launcher.workflow;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;

/** Counts rows of the target. */
public record TargetCount(DatabaseClient target, TargetSchema schema) {
  /**
   * @param source the table's name in the source
   */
  public long rows(String source) {
    TargetTable table = schema.bySource(TableName.parse(source)).orElseThrow();
    Statement count = Statement.of("SELECT COUNT(*) FROM `" + table.name() + "`");
    try (ResultSet rows = target.singleUse().executeQuery(count)) {
      rows.next();
      return rows.getLong(0);
    } catch (SpannerException e) {
      throw new TargetException("cannot count the rows of " + table.name(), e);
    }
  }
}
