package dev.crossover.contract;

import java.util.Map;
import java.util.Optional;

/**
 * The parameters of Google's {@code Sourcedb_to_Spanner_Flex} template. User and password are not
 * among them: a plain password would be in Terraform's state, so the source is always described by
 * a file of shards, which names a secret.
 *
 * @param outputDirectory where the template puts rows that it could not write
 * @param batchSizeForSpannerMutations the most in one commit; in bytes, unlike Spanner's own limit
 *     of cells
 * @param spannerPriority {@code HIGH}, {@code MEDIUM} or {@code LOW}
 */
public record GoogleBulkParameters(
    Database database,
    Reading reading,
    GoogleTemplates.Target target,
    GoogleTemplates.Schema schema,
    Optional<GoogleTemplates.Transformation> transformation,
    String outputDirectory,
    Units.Bytes batchSizeForSpannerMutations,
    String spannerPriority) {

  /**
   * What is read.
   *
   * @param jdbcDriverClassName MySQL's without it, whatever the dialect
   * @param sourceConfigURL the file of shards in the bucket
   * @param namespace the schema of a PostgreSQL database; {@code public} without it
   */
  public record Database(
      String sourceDbDialect,
      String jdbcDriverClassName,
      String sourceConfigURL,
      Optional<String> namespace) {}

  /**
   * How it is read.
   *
   * @param maxConnections of each worker
   */
  public record Reading(Units.Connections maxConnections, Units.Rows fetchSize) {}

  /** The version that is run without a {@code template_path}. */
  public static String templatePath(String region) {
    return GoogleTemplates.path(region, "Sourcedb_to_Spanner_Flex");
  }

  /** The parameters by name. */
  public Map<String, String> toMap() {
    return Arguments.map(this);
  }
}
