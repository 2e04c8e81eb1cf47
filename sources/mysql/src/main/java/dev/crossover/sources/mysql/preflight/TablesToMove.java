package dev.crossover.sources.mysql.preflight;

import dev.crossover.engine.schema.SourceCatalogue;
import dev.crossover.engine.schema.SourceTable;
import java.util.List;

/**
 * The tables that the settings ask for.
 *
 * @param schemas the databases that are moved
 * @param excluded tables that are not, as {@code source.exclude_tables} has them
 */
public record TablesToMove(SourceCatalogue catalogue, List<String> schemas, List<String> excluded) {
  List<SourceTable> read() {
    return catalogue.read(schemas, excluded).tables();
  }
}
