package dev.crossover.platforms.googlecloud.metrics;

import com.google.cloud.monitoring.v3.MetricServiceClient;
import com.google.cloud.monitoring.v3.MetricServiceSettings;
import com.google.monitoring.v3.ListTimeSeriesRequest;
import com.google.monitoring.v3.ProjectName;
import com.google.monitoring.v3.TimeInterval;
import com.google.monitoring.v3.TimeSeries;
import com.google.monitoring.v3.TypedValue;
import com.google.protobuf.Timestamp;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.engine.time.Timing;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.client.ServiceCalls;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest points of time series of a project. Safe for many threads. */
public final class CloudMonitoring implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CloudMonitoring.class);

  /** Points are sampled once a minute, and come up to four minutes later. */
  private static final Duration WINDOW = Duration.ofMinutes(6);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

  /** The label that has the name, by the type of what is measured. */
  private static final Map<String, String> NAMES =
      Map.of(
          "datastream.googleapis.com/Stream", "stream_id",
          "pubsub_subscription", "subscription_id",
          "dataflow_job", "job_name");

  private final String project;
  private final ServiceCalls calls;
  private final MetricServiceClient client;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  private record Seen(Map<String, Double> newest, Duration at) {}

  private CloudMonitoring(String project, ServiceCalls calls, MetricServiceClient client) {
    this.project = project;
    this.calls = calls;
    this.client = client;
  }

  /**
   * @throws ExternalToolException if there are no credentials
   */
  public static CloudMonitoring open(String project, ServiceAddress address, Timing timing) {
    try {
      return new CloudMonitoring(
          project,
          new ServiceCalls("Cloud Monitoring", "roles/monitoring.viewer", timing),
          MetricServiceClient.create(address.grpc(MetricServiceSettings.newBuilder()).build()));
    } catch (IOException e) {
      throw ServiceCalls.noCredentials("Cloud Monitoring", e);
    }
  }

  /**
   * The newest points of all series that a filter finds, by the name of what is measured; the worst
   * of several of one name. Nothing that was not measured lately is among them, and nothing at all
   * if it cannot be asked: whoever shows a value goes on without it.
   */
  Map<String, Double> newest(String filter) {
    Seen last = seen.get(filter);
    Duration now = calls.timing().elapsed();
    if (last != null && now.minus(last.at()).compareTo(LOOK_EVERY) < 0) {
      return last.newest();
    }
    Map<String, Double> newest = asked(filter);
    seen.put(filter, new Seen(newest, now));
    return newest;
  }

  private Map<String, Double> asked(String filter) {
    try {
      return calls.ask("read the metric " + filter, () -> listed(request(filter)));
    } catch (ExternalToolException e) {
      LOG.warn("event=metric_unknown reason=\"{}\"", e.getMessage());
      return Map.of();
    }
  }

  private ListTimeSeriesRequest request(String filter) {
    Instant now = calls.timing().now();
    return ListTimeSeriesRequest.newBuilder()
        .setName(ProjectName.of(project).toString())
        .setFilter(filter)
        .setInterval(
            TimeInterval.newBuilder()
                .setStartTime(timestamp(now.minus(WINDOW)))
                .setEndTime(timestamp(now)))
        .setView(ListTimeSeriesRequest.TimeSeriesView.FULL)
        .build();
  }

  /** Points of a series come newest first. */
  private Map<String, Double> listed(ListTimeSeriesRequest request) {
    Map<String, Double> values = new HashMap<>();
    for (TimeSeries series : client.listTimeSeries(request).iterateAll()) {
      if (series.getPointsCount() > 0) {
        values.merge(name(series), number(series.getPoints(0).getValue()), Math::max);
      }
    }
    return values;
  }

  private static String name(TimeSeries series) {
    String label = NAMES.get(series.getResource().getType());
    return series.getResource().getLabelsOrDefault(label, "");
  }

  private static double number(TypedValue value) {
    return value.hasDoubleValue() ? value.getDoubleValue() : value.getInt64Value();
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  @Override
  public void close() {
    client.close();
  }
}
