package dev.crossover.platforms.googlecloud.fake;

import com.google.api.MonitoredResource;
import com.google.monitoring.v3.ListTimeSeriesRequest;
import com.google.monitoring.v3.ListTimeSeriesResponse;
import com.google.monitoring.v3.MetricServiceGrpc;
import com.google.monitoring.v3.Point;
import com.google.monitoring.v3.TimeSeries;
import com.google.monitoring.v3.TypedValue;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cloud Monitoring, as far as it is asked. Each rule follows a line of its documentation:
 *
 * <ul>
 *   <li>{@code timeSeries.list}: "time series that match a filter"; one that has no data in the
 *       interval is not in the answer, and no answer is an error.
 *   <li>{@code TimeSeries.points}: "When listing time series, points are returned in reverse time
 *       order."
 *   <li>{@code TimeSeries.resource}: "the associated monitored resource"; its types and labels are
 *       those of cloud.google.com/monitoring/api/resources.
 *   <li>{@code TypedValue}: int64 or double, as the metric is.
 * </ul>
 */
public final class FakeMonitoring implements AutoCloseable {
  public final FakeService service = new FakeService(new Metrics());

  private final Map<String, List<TimeSeries>> series = new LinkedHashMap<>();

  /**
   * What a metric has from now on, with an older point of zero.
   *
   * @param values by the name of what is measured
   */
  public synchronized void measure(String type, Map<String, Double> values) {
    List<TimeSeries> measured = new ArrayList<>();
    values.forEach(
        (name, value) ->
            measured.add(
                TimeSeries.newBuilder()
                    .setResource(resource(type, name))
                    .addPoints(point(TypedValue.newBuilder().setDoubleValue(value)))
                    .addPoints(point(TypedValue.newBuilder().setInt64Value(0)))
                    .build()));
    series.put(type, measured);
  }

  private static MonitoredResource resource(String metric, String name) {
    String service = metric.substring(0, metric.indexOf('.'));
    return switch (service) {
      case "datastream" -> resource("datastream.googleapis.com/Stream", "stream_id", name);
      case "pubsub" -> resource("pubsub_subscription", "subscription_id", name);
      default -> resource("dataflow_job", "job_name", name);
    };
  }

  private static MonitoredResource resource(String type, String label, String name) {
    return MonitoredResource.newBuilder().setType(type).putLabels(label, name).build();
  }

  private static Point point(TypedValue.Builder value) {
    return Point.newBuilder().setValue(value).build();
  }

  @Override
  public void close() {
    service.close();
  }

  private final class Metrics extends MetricServiceGrpc.MetricServiceImplBase {
    @Override
    public void listTimeSeries(
        ListTimeSeriesRequest request, StreamObserver<ListTimeSeriesResponse> observer) {
      ListTimeSeriesResponse.Builder listed = ListTimeSeriesResponse.newBuilder();
      synchronized (FakeMonitoring.this) {
        series.forEach(
            (type, found) -> {
              if (request.getFilter().startsWith("metric.type=\"" + type + "\"")) {
                listed.addAllTimeSeries(found);
              }
            });
      }
      observer.onNext(listed.build());
      observer.onCompleted();
    }
  }
}
