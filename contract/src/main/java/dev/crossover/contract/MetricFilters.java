package dev.crossover.contract;

import java.util.Optional;

/**
 * What Cloud Monitoring measures of an environment, as filters of time series: said once here, for
 * alerts and for what the launcher shows. Types and labels are those of
 * cloud.google.com/monitoring/api/metrics_gcp.
 */
public record MetricFilters(ResourceNames names) {
  /** How many seconds the streams are behind the source. */
  public String streamFreshness() {
    return metric("datastream.googleapis.com/stream/freshness", stream());
  }

  /** How many events the streams left out. */
  public String unsupportedEvents() {
    return metric("datastream.googleapis.com/stream/unsupported_event_count", stream());
  }

  /** For how many seconds a notification of a change file has waited. */
  public String oldestUnread() {
    return metric("pubsub.googleapis.com/subscription/oldest_unacked_message_age", subscription());
  }

  /** How many notifications of change files wait. */
  public String unread() {
    return metric("pubsub.googleapis.com/subscription/num_undelivered_messages", subscription());
  }

  /** How many seconds the jobs are behind what they read. */
  public String jobLag() {
    return metric("dataflow.googleapis.com/job/system_lag", job());
  }

  public String failedJobs() {
    return metric("dataflow.googleapis.com/job/is_failed", job());
  }

  /** A counter that the jobs keep themselves. */
  public String jobCounter() {
    return metric("dataflow.googleapis.com/job/user_counter", job());
  }

  private String stream() {
    return resource(
        "datastream.googleapis.com/Stream",
        "resource.labels.stream_id",
        names.stream(Optional.empty()));
  }

  private String subscription() {
    return resource(
        "pubsub_subscription",
        "resource.labels.subscription_id",
        names.subscription(Optional.empty()));
  }

  private String job() {
    return "resource.type=\"dataflow_job\" AND"
        + " resource.labels.job_name=monitoring.regex.full_match(\"%s\")"
            .formatted(names.jobNames());
  }

  private static String resource(String type, String label, String prefix) {
    return "resource.type=\"%s\" AND %s=starts_with(\"%s\")".formatted(type, label, prefix);
  }

  private static String metric(String type, String resource) {
    return "metric.type=\"%s\" AND %s".formatted(type, resource);
  }
}
