package dev.crossover.stacks;

import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.MetricFilters;
import dev.crossover.contract.ResourceNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One time series that tells how a migration is doing, its limit, and from which phase on the limit
 * counts.
 *
 * @param id part of the alert policy's address
 * @param meaning what it means for the migration that the limit is passed, and what to do
 * @param filter of Cloud Monitoring
 * @param project whose series these are, and so whose alert
 */
record MonitoredMetric(
    String id,
    String title,
    String meaning,
    String filter,
    Condition condition,
    String severity,
    List<String> phases,
    String project) {

  /**
   * When series are over the limit.
   *
   * @param aligner how the points of a series become one per period
   * @param reducer how several series become one
   * @param groupBy which labels stay apart when they do
   * @param period over how long points are taken together
   * @param lasting how long the limit must be passed; zero for what is bad when it happens once
   */
  record Condition(
      String aligner,
      String reducer,
      List<String> groupBy,
      double limit,
      Duration period,
      Duration lasting) {

    /** A level that may be high for a moment. */
    static Condition level(String reducer, double limit) {
      return new Condition(
          "ALIGN_MAX", reducer, List.of(), limit, Duration.ofMinutes(1), Duration.ofMinutes(5));
    }

    /**
     * A share of an instance, which is told by database; each place of an instance in several has
     * machines of its own.
     */
    static Condition share(double limit) {
      return new Condition(
          "ALIGN_MEAN",
          "REDUCE_SUM",
          List.of("resource.labels.location"),
          limit,
          Duration.ofMinutes(1),
          Duration.ofMinutes(5));
    }

    /** Something that may not happen at all; a series may be gone a minute later. */
    static Condition once(String aligner) {
      return new Condition(
          aligner, "REDUCE_SUM", List.of(), 0, Duration.ofMinutes(5), Duration.ZERO);
    }
  }

  private static final List<String> ALWAYS = List.of("capture", "bulk", "live");
  private static final List<String> LIVE = List.of("live");
  private static final List<String> JOBS = List.of("bulk", "live");

  /**
   * Ours; what Google's live template loses or puts aside for good; and the bulk template's
   * (v2/sourcedb-to-spanner, MetricCounters, at the version that is run).
   */
  private static final List<String> LOST =
      List.of(
          ResourceNames.DEAD_LETTERS_COUNTER,
          "Total permanent errors",
          "Dropped table exceptions",
          "failed_mutation_errors",
          "reader_mapping_errors",
          "reader_schema_discovery_errors",
          "transformer_errors");

  /** What a migration is watched by. */
  static List<MonitoredMetric> of(ResourceNames names) {
    GoogleCloud.Observe limits = names.cloud().observe();
    MetricFilters filters = new MetricFilters(names);
    String here = names.cloud().project();
    String there = names.settings().target().project();
    String instance =
        "resource.type=\"spanner_instance\" AND resource.labels.instance_id=\"%s\""
            .formatted(names.settings().target().instance());
    return List.of(
        new MonitoredMetric(
            "stream-freshness",
            "Stream freshness (s)",
            "The stream is behind the source. Look at the source's load and at the stream's errors:"
                + " a log that is purged before it is read is lost.",
            filters.streamFreshness(),
            Condition.level("REDUCE_MAX", limits.maxFreshnessSeconds()),
            "WARNING",
            ALWAYS,
            here),
        new MonitoredMetric(
            "stream-unsupported",
            "Unsupported events",
            "The stream left out events that it does not support. The target misses them: see the"
                + " stream's log, and repair what verification then tells.",
            filters.unsupportedEvents(),
            Condition.once("ALIGN_DELTA"),
            "CRITICAL",
            ALWAYS,
            here),
        new MonitoredMetric(
            "backlog-age",
            "Oldest unread file (s)",
            "Change files wait for the live job. Is it running, and has it enough workers?",
            filters.oldestUnread(),
            Condition.level("REDUCE_MAX", limits.maxBacklogSeconds()),
            "WARNING",
            LIVE,
            here),
        new MonitoredMetric(
            "backlog",
            "Unread files",
            "Change files wait for the live job. Is it running, and has it enough workers?",
            filters.unread(),
            Condition.level("REDUCE_SUM", limits.maxBacklogMessages()),
            "WARNING",
            LIVE,
            here),
        new MonitoredMetric(
            "job-lag",
            "Job lag (s)",
            "The live job works, but slower than changes come. Give it more workers, or look for a"
                + " hot key in the target.",
            filters.jobLag(),
            Condition.level("REDUCE_MAX", limits.maxJobLagSeconds()),
            "WARNING",
            LIVE,
            here),
        new MonitoredMetric(
            "job-failed",
            "Failed jobs",
            "A job failed. Its log says why; running it again is safe.",
            filters.failedJobs(),
            Condition.once("ALIGN_MAX"),
            "CRITICAL",
            JOBS,
            here),
        new MonitoredMetric(
            "dead-letters",
            "Dead letters",
            "A row or a change could not be written and waits for a decision: see `crossover"
                + " dead-letters list`. The cutover gate stays shut until then.",
            filters.jobCounter()
                + " AND metric.labels.metric_name=one_of(\"%s\")"
                    .formatted(String.join("\", \"", LOST)),
            Condition.once("ALIGN_MAX"),
            "ERROR",
            JOBS,
            here),
        new MonitoredMetric(
            "target-cpu",
            "Spanner CPU",
            "The instance is the bottleneck. Give it more processing units.",
            metric("spanner.googleapis.com/instance/cpu/utilization", instance),
            Condition.share(limits.maxCpuPercent() / 100.0),
            "WARNING",
            ALWAYS,
            there),
        new MonitoredMetric(
            "target-storage",
            "Spanner storage",
            "The instance is near its limit of storage per processing unit. Give it more.",
            metric("spanner.googleapis.com/instance/storage/utilization", instance),
            Condition.share(limits.maxStoragePercent() / 100.0),
            "ERROR",
            ALWAYS,
            there));
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
    aggregation.put("alignmentPeriod", condition.period().toSeconds() + "s");
    aggregation.put("perSeriesAligner", condition.aligner());
    aggregation.put("crossSeriesReducer", condition.reducer());
    aggregation.put("groupByFields", condition.groupBy());
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
        Map.of(
            "dataSets",
            List.of(dataSet),
            "thresholds",
            List.of(Map.of("value", condition.limit()))));
  }
}
