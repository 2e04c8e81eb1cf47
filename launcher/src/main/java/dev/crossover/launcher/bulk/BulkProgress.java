package dev.crossover.launcher.bulk;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.launcher.progress.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far the bulk load is.
 *
 * @param tables every moved table, planned or not
 * @param firstRead the lowest position of the source at which a partition began to be read
 */
public record BulkProgress(List<Table> tables, Optional<LogPosition> firstRead) {
  private static final int SHOWN = 8;

  /**
   * One table.
   *
   * @param estimatedRows what the source's statistics say; 0 if they say nothing
   * @param partitions 0 until the table has been cut
   */
  public record Table(
      String name,
      long rows,
      long bytes,
      long estimatedRows,
      long donePartitions,
      long partitions) {
    /** Whether every partition is loaded. */
    public boolean done() {
      return partitions > 0 && donePartitions == partitions;
    }
  }

  public BulkProgress {
    tables = List.copyOf(tables);
  }

  public long rows() {
    return tables.stream().mapToLong(Table::rows).sum();
  }

  /** One line in total, and one for each table that is being loaded. */
  public List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    long estimated =
        tables.stream().mapToLong(t -> t.done() ? t.rows : Math.max(t.rows, t.estimatedRows)).sum();
    readings.add(Reading.count("bulk load", rows(), estimated, "rows"));
    readings.add(
        Reading.count(
            "tables", tables.stream().filter(Table::done).count(), tables.size(), "tables"));
    tables.stream()
        .filter(table -> table.rows > 0 && !table.done())
        .limit(SHOWN)
        .forEach(
            table ->
                readings.add(
                    Reading.count(
                        table.name,
                        table.rows,
                        Math.max(table.rows, table.estimatedRows),
                        "rows")));
    return readings;
  }

  public String summary() {
    return "%,d rows in %d tables".formatted(rows(), tables.size());
  }
}
