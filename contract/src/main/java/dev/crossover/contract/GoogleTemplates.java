package dev.crossover.contract;

import java.util.Optional;

/**
 * What Google's two migration templates have in common. Their parameters are records of records: a
 * component is the parameter of its name, and one that is empty is left out, so that the template's
 * own default holds.
 */
public final class GoogleTemplates {
  /**
   * The version that is run without a {@code template_path}: never {@code latest}, because a
   * running job that is launched again must find the code that it was started with.
   */
  static final String VERSION = "2026-07-28-00_RC00";

  private GoogleTemplates() {}

  static String path(String region, String name) {
    return "gs://dataflow-templates-%s/%s/flex/%s".formatted(region, VERSION, name);
  }

  /** The database that is written. */
  public record Target(String projectId, String instanceId, String databaseId) {}

  /**
   * How the source's names become the target's; the templates take one of the two files.
   *
   * @param sessionFilePath a session file of the Spanner Migration Tool: all tables and columns,
   *     and the shard id column
   * @param schemaOverridesFilePath tables and columns with another name
   */
  public record Schema(
      Optional<String> sessionFilePath, Optional<String> schemaOverridesFilePath) {}

  /** A transformation of rows that the job calls. */
  public record Transformation(
      String transformationJarPath,
      String transformationClassName,
      Optional<String> transformationCustomParameters) {}
}
