package dev.crossover.stacks;

import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.ResourceNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One time series that tells how a migration is doing, its limit, and from which phase on the limit
 * counts.
 *
 * @param id part of the alert policy's address
 * @param meaning what it means for the migration that the limit is passed, and what to do
 * @param filter of Cloud Monitoring
 * @param reducer how several series become one
 */
record MonitoredMetric(
    String id,
    String title,
    String meaning,
    String filter,
    String aligner,
    String reducer,
    double limit,
    String severity,
    List<String> phases) {
  private static final List<String> ALWAYS = List.of("capture", "bulk", "live");
  private static final List<String> LIVE = List.of("live");

  /** What a migration is watched by. */
  static List<MonitoredMetric> of(ResourceNames names) {
    GoogleCloud.Observe limits = names.cloud().observe();
    String stream =
        filter("datastream.googleapis.com/Stream", "resource.labels.stream_id", names.stream(NONE));
    String subscription =
        filter("pubsub_subscription", "resource.labels.subscription_id", names.subscription(NONE));
    String job = filter("dataflow_job", "resource.labels.job_name", names.jobPrefix());
    String instance =
        "resource.type=\"spanner_instance\" AND resource.labels.instance_id=\"%s\""
            .formatted(names.settings().target().instance());
    return List.of(
        new MonitoredMetric(
            "stream-freshness",
            "Stream freshness (s)",
            "The stream is behind the source. Look at the source's load and at the stream's errors:"
                + " a log that is purged before it is read is lost.",
            metric("datastream.googleapis.com/stream/freshness", stream),
            "ALIGN_MAX",
            "REDUCE_MAX",
            limits.maxFreshnessSeconds(),
            "WARNING",
            ALWAYS),
        new MonitoredMetric(
            "stream-unsupported",
            "Unsupported events",
            "The stream left out events that it does not support. The target misses them: see the"
                + " stream's log, and repair what verification then tells.",
            metric("datastream.googleapis.com/stream/unsupported_event_count", stream),
            "ALIGN_DELTA",
            "REDUCE_SUM",
            0,
            "CRITICAL",
            ALWAYS),
        new MonitoredMetric(
            "backlog-age",
            "Oldest unread file (s)",
            "Change files wait for the live job. Is it running, and has it enough workers?",
            metric("pubsub.googleapis.com/subscription/oldest_unacked_message_age", subscription),
            "ALIGN_MAX",
            "REDUCE_MAX",
            limits.maxBacklogSeconds(),
            "WARNING",
            LIVE),
        new MonitoredMetric(
            "backlog",
            "Unread files",
            "Change files wait for the live job. Is it running, and has it enough workers?",
            metric("pubsub.googleapis.com/subscription/num_undelivered_messages", subscription),
            "ALIGN_MAX",
            "REDUCE_SUM",
            limits.maxBacklogMessages(),
            "WARNING",
            LIVE),
        new MonitoredMetric(
            "job-lag",
            "Job lag (s)",
            "The live job works, but slower than changes come. Give it more workers, or look for a"
                + " hot key in the target.",
            metric("dataflow.googleapis.com/job/system_lag", job),
            "ALIGN_MAX",
            "REDUCE_MAX",
            limits.maxJobLagSeconds(),
            "WARNING",
            LIVE),
        new MonitoredMetric(
            "job-failed",
            "Failed jobs",
            "A job failed. Its log says why; running it again is safe.",
            metric("dataflow.googleapis.com/job/is_failed", job),
            "ALIGN_MAX",
            "REDUCE_MAX",
            0,
            "CRITICAL",
            List.of("bulk", "live")),
        new MonitoredMetric(
            "dead-letters",
            "Dead letters",
            "A row or a change could not be written and waits for a decision: see `crossover"
                + " dead-letters list`. The cutover gate stays shut until then.",
            metric("dataflow.googleapis.com/job/user_counter", job)
                + " AND metric.labels.metric_name=one_of(\"dead_letters\", \"Total permanent"
                + " errors\")",
            "ALIGN_MAX",
            "REDUCE_SUM",
            0,
            "ERROR",
            List.of("bulk", "live")),
        new MonitoredMetric(
            "target-cpu",
            "Spanner CPU",
            "The instance is the bottleneck. Give it more processing units.",
            metric("spanner.googleapis.com/instance/cpu/utilization", instance),
            "ALIGN_MEAN",
            "REDUCE_MAX",
            limits.maxCpuPercent() / 100.0,
            "WARNING",
            ALWAYS),
        new MonitoredMetric(
            "target-storage",
            "Spanner storage",
            "The instance is near its limit of storage per processing unit. Give it more.",
            metric("spanner.googleapis.com/instance/storage/utilization", instance),
            "ALIGN_MAX",
            "REDUCE_MAX",
            limits.maxStoragePercent() / 100.0,
            "ERROR",
            ALWAYS));
  }

  private static final Optional<String> NONE = Optional.empty();

  private static String filter(String type, String label, String prefix) {
    return "resource.type=\"%s\" AND %s=starts_with(\"%s\")".formatted(type, label, prefix);
  }

  private static String metric(String type, String resource) {
    return "metric.type=\"%s\" AND %s".formatted(type, resource);
  }

  /** Whether the alert is on in the phase that the stack's variable names, as an expression. */
  String enabled() {
    return "${contains(%s, var.phase)}".formatted("[\"" + String.join("\", \"", phases) + "\"]");
  }

  /** The chart of the dashboard. */
  Map<String, Object> chart() {
    Map<String, Object> aggregation = new TreeMap<>();
    aggregation.put("alignmentPeriod", "60s");
    aggregation.put("perSeriesAligner", aligner);
    Map<String, Object> dataSet =
        Map.of(
            "plotType",
            "LINE",
            "timeSeriesQuery",
            Map.of("timeSeriesFilter", Map.of("filter", filter, "aggregation", aggregation)));
    return Map.of(
        "title",
        title,
        "xyChart",
        Map.of("dataSets", List.of(dataSet), "thresholds", List.of(Map.of("value", limit))));
  }
}
