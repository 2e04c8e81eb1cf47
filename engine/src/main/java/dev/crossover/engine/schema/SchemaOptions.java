package dev.crossover.engine.schema;

import dev.crossover.contract.Settings;
import java.nio.file.Path;
import java.util.List;

/**
 * What is moved, and how the user wants it.
 *
 * @param schemas the source schemas whose tables are moved; the first one's tables keep their bare
 *     names when names clash
 * @param excludeTables {@code schema.table} names, {@code *} matches any run of characters
 */
public record SchemaOptions(
    List<String> schemas,
    List<String> excludeTables,
    Settings.Schema.Indexes indexes,
    Mapping mapping) {

  public SchemaOptions {
    schemas = List.copyOf(schemas);
    excludeTables = List.copyOf(excludeTables);
  }

  /**
   * @param folder where the settings file is; the mapping file's path is relative to it
   * @param planner knows the types that a mapping file may ask for
   * @throws dev.crossover.contract.SettingsException if the mapping file has a mistake
   */
  public static SchemaOptions of(Settings settings, Path folder, SchemaPlanner planner) {
    return new SchemaOptions(
        settings.source().schemas(),
        settings.source().excludeTables(),
        settings.schema().indexes(),
        settings
            .schema()
            .mappingFile()
            .map(file -> MappingFile.read(folder.resolve(file), planner::requireType))
            .orElse(Mapping.NONE));
  }
}
