package dev.crossover.contract;

import java.util.Map;
import java.util.Optional;

/**
 * The parameters of Google's {@code Sourcedb_to_Spanner_Flex} template. A parameter that is empty
 * is left out, and the template's own default holds. User and password are not among them: a plain
 * password would be in Terraform's state, so the source is always described by a file of shards,
 * which names a secret.
 *
 * @param sourceConfigURL the file of shards in the bucket
 * @param outputDirectory where the template puts rows that it could not write
 */
public record GoogleBulkParameters(
    String sourceDbDialect,
    String sourceConfigURL,
    Optional<String> tables,
    Optional<Integer> numPartitions,
    int maxConnections,
    int fetchSize,
    String projectId,
    String instanceId,
    String databaseId,
    String outputDirectory,
    Optional<String> sessionFilePath,
    int batchSizeForSpannerMutations,
    String spannerPriority,
    Optional<String> transformationJarPath,
    Optional<String> transformationClassName,
    Optional<String> transformationCustomParameters) {
  private static final String VERSION = "2026-07-28-00_RC00";

  /** The version that is run without a {@code template_path}. */
  public static String templatePath(String region) {
    return template(region, "Sourcedb_to_Spanner_Flex");
  }

  static String template(String region, String name) {
    return "gs://dataflow-templates-%s/%s/flex/%s".formatted(region, VERSION, name);
  }

  /** The parameters by name. */
  public Map<String, String> toMap() {
    return Arguments.map(this);
  }
}
