package dev.crossover.contract;

import java.util.Map;
import java.util.Optional;

/**
 * The parameters of Google's {@code Cloud_Datastream_to_Spanner} flex template.
 *
 * @param spannerPriority {@code HIGH}, {@code MEDIUM} or {@code LOW}
 */
public record GoogleLiveParameters(
    Changes changes,
    GoogleTemplates.Target target,
    GoogleTemplates.Schema schema,
    Failures failures,
    Optional<GoogleTemplates.Transformation> transformation,
    String shadowTablePrefix,
    String spannerPriority) {

  /**
   * What is read.
   *
   * @param inputFilePattern required by the template, not read when there is a subscription
   * @param gcsPubSubSubscription where notifications of new files are read
   * @param streamName left out when one job reads several streams
   * @param sourceConfigURL the file that gives a shard's id to each stream and database
   */
  public record Changes(
      String inputFileFormat,
      String inputFilePattern,
      String gcsPubSubSubscription,
      Optional<String> streamName,
      String datastreamSourceType,
      Optional<String> sourceConfigURL) {}

  /**
   * What becomes of an event that failed.
   *
   * @param runMode {@code regular} or {@code retryDLQ}
   */
  public record Failures(
      String runMode,
      String deadLetterQueueDirectory,
      Units.Minutes dlqRetryMinutes,
      Units.Attempts dlqMaxRetryCount) {}

  /** The version that is run without a {@code template_path}. */
  public static String templatePath(String region) {
    return GoogleTemplates.path(region, "Cloud_Datastream_to_Spanner");
  }

  /** The parameters by name. */
  public Map<String, String> toMap() {
    return Arguments.map(this);
  }
}
