package dev.crossover.engine.source;

import dev.crossover.engine.schema.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How big the source's tables are, by its own statistics. */
public interface TableSizes {
  /**
   * The sizes of all tables in some schemas. A table without statistics may be missing.
   *
   * @throws dev.crossover.contract.SourceException if the source fails
   */
  Map<TableName, Size> of(List<String> schemas);

  /**
   * The size of one table.
   *
   * @param rows estimated; 0 also if the source has no statistics of the table
   * @param bytes without indexes
   */
  record Size(long rows, long bytes) {
    /** How many rows there are, to end a sentence; an estimate. */
    public String inWords() {
      if (rows > 0) {
        return String.format(Locale.ROOT, "about %,d rows", rows);
      }
      return bytes > 0
          ? String.format(
              Locale.ROOT, "rows that the source's statistics do not count yet, %,d bytes", bytes)
          : "no rows";
    }
  }
}
