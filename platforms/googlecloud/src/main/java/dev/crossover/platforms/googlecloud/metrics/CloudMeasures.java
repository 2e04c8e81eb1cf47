package dev.crossover.platforms.googlecloud.metrics;

import dev.crossover.contract.MetricFilters;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.SourceShard;
import dev.crossover.engine.platform.Measure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is shown of an environment's streams, notifications and jobs. A value of several of them is
 * unknown if that of one is.
 */
public record CloudMeasures(ResourceNames names, CloudMonitoring monitoring) {
  private static final String SECONDS = "s";

  /** In the order in which a change meets them; only the streams' is a limit of the cutover. */
  public List<Measure> all() {
    MetricFilters filters = new MetricFilters(names);
    List<Optional<String>> shards =
        names.sources().all().values().stream().map(SourceShard::name).toList();
    List<Optional<String>> readers = names.sources().liveJobs();
    List<Double> unread = newest(filters.unread(), readers, names::subscription);
    return List.of(
        new Measure(
            "stream freshness",
            worst(newest(filters.streamFreshness(), shards, names::stream)),
            SECONDS,
            Optional.of((double) names.cloud().observe().maxFreshnessSeconds())),
        shown("unread files", unread.stream().reduce(Double::sum), "files"),
        shown(
            "oldest unread",
            worst(newest(filters.oldestUnread(), readers, names::subscription)),
            SECONDS),
        shown("job lag", worst(newest(filters.jobLag(), readers, names::liveJob)), SECONDS));
  }

  /** Of each of them; empty if one is missing. */
  private List<Double> newest(
      String filter, List<Optional<String>> shards, Function<Optional<String>, String> name) {
    Map<String, Double> measured = monitoring.newest(filter);
    List<String> wanted = shards.stream().map(name).toList();
    return measured.keySet().containsAll(wanted)
        ? wanted.stream().map(measured::get).toList()
        : List.of();
  }

  private static Optional<Double> worst(List<Double> values) {
    return values.stream().reduce(Math::max);
  }

  private static Measure shown(String name, Optional<Double> value, String unit) {
    return new Measure(name, value, unit, Optional.empty());
  }

  /**
   * How far a stream is behind its source; empty if nobody knows.
   *
   * @param shard whose stream it is; empty if the source has none
   */
  public Optional<Duration> freshness(Optional<String> shard) {
    return worst(newest(new MetricFilters(names).streamFreshness(), List.of(shard), names::stream))
        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1_000)));
  }
}
