package dev.crossover.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossover.stacks.AlertSimulation.Series;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each alert is fed series of the documented shape: it fires when it should, and only then. */
class AlertsTest {

  @Test
  void oneUnsupportedEventIsEnough() {
    Series stream =
        series(
            "datastream.googleapis.com/stream/unsupported_event_count",
            "datastream.googleapis.com/Stream",
            Map.of("resource.labels.stream_id", "shop-dev-changes"));
    assertThat(alert("stream-unsupported").fires(stream.from(0, 30, 0).with(17, 1))).isTrue();
    assertThat(alert("stream-unsupported").fires(stream.from(0, 30, 0))).isFalse();
  }

  @Test
  void aStreamThatStaysBehindIsToldAndOneSlowMinuteIsNot() {
    Series stream =
        series(
            "datastream.googleapis.com/stream/freshness",
            "datastream.googleapis.com/Stream",
            Map.of("resource.labels.stream_id", "shop-dev-changes"));
    assertThat(alert("stream-freshness").fires(stream.from(0, 9, 301))).isTrue();
    assertThat(alert("stream-freshness").fires(stream.from(0, 9, 10).with(5, 900))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "backlog-age,oldest_unacked_message_age,601",
    "backlog,num_undelivered_messages,10001"
  })
  void filesThatWaitAreTold(String alert, String metric, double value) {
    Series subscription =
        series(
            "pubsub.googleapis.com/subscription/" + metric,
            "pubsub_subscription",
            Map.of("resource.labels.subscription_id", "shop-dev-changes"));
    assertThat(alert(alert).fires(subscription.from(0, 6, value))).isTrue();
    assertThat(alert(alert).fires(subscription.from(0, 6, value - 1))).isFalse();
  }

  @Test
  void aJobThatIsSlowIsTold() {
    Series job = job("job/system_lag", "shop-dev-live", Map.of());
    assertThat(alert("job-lag").fires(job.from(0, 6, 301))).isTrue();
    assertThat(alert("job-lag").fires(job.from(0, 6, 300))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"shop-dev-live", "shop-dev-live-eu", "shop-dev-bulk-r1", "shop-dev-bulk-r1-eu"})
  void aJobThatFailedIsToldThoughItsSeriesEnds(String name) {
    assertThat(alert("job-failed").fires(job("job/is_failed", name, Map.of()).with(3, 1))).isTrue();
  }

  @Test
  void aJobOfAnotherEnvironmentIsNotOurs() {
    Series job = job("job/is_failed", "shop-dev-2-live", Map.of());
    assertThat(alert("job-failed").fires(job.with(3, 1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dead_letters",
        "Total permanent errors",
        "Dropped table exceptions",
        "failed_mutation_errors",
        "transformer_errors",
        "reader_mapping_errors",
        "reader_schema_discovery_errors"
      })
  void aRowThatCouldNotBeMovedIsToldByWhateverJob(String counter) {
    Series job =
        job("job/user_counter", "shop-dev-bulk-r1", Map.of("metric.labels.metric_name", counter));
    assertThat(alert("dead-letters").fires(job.with(4, 1))).isTrue();
    assertThat(alert("dead-letters").fires(job.from(0, 9, 0))).isFalse();
    Series other =
        job(
            "job/user_counter",
            "shop-dev-live",
            Map.of("metric.labels.metric_name", "Successful events"));
    assertThat(alert("dead-letters").fires(other.from(0, 9, 100))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"target-cpu,cpu,0.4", "target-storage,storage,0.5"})
  void sharesOfAnInstanceAreSummedInEachOfItsPlaces(String alert, String what, double share) {
    String type = "spanner.googleapis.com/instance/" + what + "/utilization";
    Series ours = instance(type, "ours", "europe-west1").from(0, 9, share);
    Series theirs = instance(type, "theirs", "europe-west1").from(0, 9, share);
    Series elsewhere = instance(type, "theirs", "europe-west4").from(0, 9, share);
    assertThat(alert(alert).fires(ours, theirs)).isTrue();
    assertThat(alert(alert).fires(ours, elsewhere)).isFalse();
  }

  @Test
  void anInstancesAlertsAreInTheInstancesProject() {
    JsonNode resources = Samples.get().stack("ledger-prod-observe").path("resource");
    for (String alert : new String[] {"target-cpu", "target-storage"}) {
      JsonNode policy = resources.at("/google_monitoring_alert_policy/alert-" + alert);
      assertThat(policy.path("project").asText()).isEqualTo("spanner-prod-314160");
      assertThat(policy.path("depends_on").toString())
          .contains("google_project_service.target-api-monitoring");
    }
    assertThat(resources.at("/google_monitoring_alert_policy/alert-job-failed/project").asText())
        .isEqualTo("ledger-prod-314159");
  }

  @Test
  void alertsHaveTheLabelsOfEverythingElse() {
    assertThat(policy("job-failed").path("user_labels"))
        .hasToString(
            "{\"crossover_environment\":\"shop-dev\",\"managed_by\":\"crossover\",\"stage\":\"dev\",\"team\":\"shop\"}");
  }

  private static Series job(String metric, String name, Map<String, String> labels) {
    Map<String, String> all = new TreeMap<>(labels);
    all.put("resource.labels.job_name", name);
    return series("dataflow.googleapis.com/" + metric, "dataflow_job", all);
  }

  private static Series instance(String type, String database, String location) {
    return series(
        type,
        "spanner_instance",
        Map.of(
            "resource.labels.instance_id", "shop-dev",
            "resource.labels.location", location,
            "metric.labels.database", database));
  }

  private static Series series(String type, String resource, Map<String, String> labels) {
    Map<String, String> all = new TreeMap<>(labels);
    all.put("metric.type", type);
    all.put("resource.type", resource);
    return new Series(all, Map.of());
  }

  private static AlertSimulation alert(String id) {
    JsonNode conditions = policy(id).path("conditions");
    return new AlertSimulation(conditions.path(0).path("condition_threshold"));
  }

  private static JsonNode policy(String id) {
    return Samples.get()
        .stack("shop-dev-observe")
        .at("/resource/google_monitoring_alert_policy/alert-" + id);
  }
}
