package dev.crossover.engine.schema;

import java.util.List;

/** What a source's catalogue says about the tables that are moved. */
public interface SourceCatalogue {
  /**
   * Reads the catalogue, in one snapshot. Two calls with nothing changed in between give equal
   * schemas.
   *
   * @param schemas the schemas whose tables are moved
   * @param excludeTables {@code schema.table} names, {@code *} matches any run of characters
   * @throws dev.crossover.contract.SourceException if a schema does not exist or the catalogue
   *     cannot be read
   */
  SourceSchema read(List<String> schemas, List<String> excludeTables);
}
