package dev.crossover.contract;

import java.util.Map;
import java.util.Optional;

/**
 * The parameters of Google's {@code Cloud_Datastream_to_Spanner} flex template. A parameter that is
 * empty is left out, and the template's own default holds.
 *
 * @param inputFilePattern required by the template, not read when there is a subscription
 * @param gcsPubSubSubscription where notifications of new files are read
 * @param streamName left out when one job reads several streams
 * @param runMode {@code regular} or {@code retryDLQ}
 * @param spannerPriority {@code HIGH}, {@code MEDIUM} or {@code LOW}
 */
public record GoogleLiveParameters(
    String inputFileFormat,
    String inputFilePattern,
    String gcsPubSubSubscription,
    Optional<String> streamName,
    String projectId,
    String instanceId,
    String databaseId,
    String datastreamSourceType,
    String deadLetterQueueDirectory,
    String shadowTablePrefix,
    Optional<String> sessionFilePath,
    int dlqRetryMinutes,
    int dlqMaxRetryCount,
    String runMode,
    String spannerPriority,
    Optional<Boolean> roundJsonDecimals,
    Optional<String> transformationJarPath,
    Optional<String> transformationClassName,
    Optional<String> transformationCustomParameters,
    Optional<String> transformationContextFilePath,
    Optional<String> filteredEventsDirectory,
    Optional<String> tableOverrides,
    Optional<String> columnOverrides,
    Optional<String> schemaOverridesFilePath) {

  /**
   * The version that is run without a {@code template_path}: never {@code latest}, because a
   * running job that is launched again must find the code that it was started with.
   */
  public static String templatePath(String region) {
    return GoogleBulkParameters.template(region, "Cloud_Datastream_to_Spanner");
  }

  /** The parameters by name. */
  public Map<String, String> toMap() {
    return Arguments.map(this);
  }
}
