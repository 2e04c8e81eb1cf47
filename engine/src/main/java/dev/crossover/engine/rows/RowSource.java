package dev.crossover.engine.rows;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.schema.TargetTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the rows of a source by key. Safe for many threads. Every method throws {@link
 * dev.crossover.contract.SourceException} when the source fails.
 */
public interface RowSource {
  /** Where the source's log ends now: all that commits from here on stands above it. */
  LogPosition position();

  /** About how many rows a table has, as the source's own statistics say; 0 if they are silent. */
  long estimatedRows(TargetTable table);

  /**
   * Cuts a table into partitions of about {@code rows} rows. Together they hold every possible key
   * once, so a row that comes later has its partition too; an empty table is one partition.
   */
  List<Partition> cut(TargetTable table, int rows);

  /** Gives every row of a partition, in key order and from one snapshot. */
  void read(TargetTable table, Partition partition, Consumer<Row> consumer);

  /** One moment of the source; the caller closes it. */
  Snapshot snapshot();

  /**
   * As {@link #snapshot}, and no change is missing in it that stands in the log by now. A source
   * may log a commit before a query sees it, as one does that waits for a replica; this waits for
   * it.
   */
  Snapshot snapshotOfAllLogged();

  /** How the source prints values. */
  SourceText text();

  /** Reads of single rows that all see the same moment. Not safe for many threads. */
  interface Snapshot extends AutoCloseable {
    /**
     * The one row with these values in a unique set of columns.
     *
     * @param values source column name to the source's text form
     */
    Optional<Row> find(TargetTable table, Map<String, String> values);

    @Override
    void close();
  }
}
