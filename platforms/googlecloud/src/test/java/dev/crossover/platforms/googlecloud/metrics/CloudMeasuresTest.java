package dev.crossover.platforms.googlecloud.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.Settings;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.TestClock;
import dev.crossover.engine.platform.Measure;
import dev.crossover.platforms.googlecloud.CloudSettings;
import dev.crossover.platforms.googlecloud.fake.FakeMonitoring;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CloudMeasuresTest {
  private static final String FRESHNESS = "datastream.googleapis.com/stream/freshness";
  private static final String UNREAD =
      "pubsub.googleapis.com/subscription/num_undelivered_messages";
  private static final String OLDEST =
      "pubsub.googleapis.com/subscription/oldest_unacked_message_age";
  private static final String LAG = "dataflow.googleapis.com/job/system_lag";

  private final FakeMonitoring fake = new FakeMonitoring();
  private final TestClock clock = new TestClock();
  private final CloudMonitoring monitoring =
      CloudMonitoring.open("shop-test-1", fake.service.address(), clock.timing());

  @AfterEach
  void close() {
    monitoring.close();
    fake.close();
  }

  private CloudMeasures of(Settings settings) {
    return new CloudMeasures(CloudSettings.names(settings), monitoring);
  }

  @Test
  void showsTheNewestPoints() {
    fake.measure(FRESHNESS, Map.of("shop-test-changes", 41.0));
    fake.measure(UNREAD, Map.of("shop-test-changes", 7.0));
    fake.measure(OLDEST, Map.of("shop-test-changes", 90.0));
    fake.measure(LAG, Map.of("shop-test-live", 12.0, "shop-test-bulk-r1", 99.0));

    assertThat(texts(of(CloudSettings.single())))
        .containsExactly(
            "stream freshness: 41 s",
            "unread files: 7 files",
            "oldest unread: 90 s",
            "job lag: 12 s");
    assertThat(of(CloudSettings.single()).freshness(Optional.empty()))
        .contains(Duration.ofSeconds(41));
  }

  private static List<String> texts(CloudMeasures measures) {
    return measures.all().stream().map(measure -> measure.name() + ": " + measure.text()).toList();
  }

  @Test
  void showsTheWorstOfTheShardsAndTheSumOfTheirBacklogs() {
    fake.measure(
        FRESHNESS, Map.of("shop-test-changes-north", 7.0, "shop-test-changes-south", 41.0));
    fake.measure(UNREAD, Map.of("shop-test-changes-north", 3.0, "shop-test-changes-south", 4.0));
    fake.measure(OLDEST, Map.of("shop-test-changes-north", 90.0, "shop-test-changes-south", 0.0));
    fake.measure(LAG, Map.of("shop-test-live-north", 1.0, "shop-test-live-south", 12.0));

    CloudMeasures measures = of(CloudSettings.sharded());
    assertThat(texts(measures))
        .containsExactly(
            "stream freshness: 41 s",
            "unread files: 7 files",
            "oldest unread: 90 s",
            "job lag: 12 s");
    assertThat(measures.freshness(Optional.of("north"))).contains(Duration.ofSeconds(7));
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "Cloud Monitoring knows nothing of one shard's stream",
      moment = "the gates",
      outcome = "the freshness of all is unknown, which meets no gate; the others' is not taken")
  void knowsNothingOfAllShardsIfOneIsNotMeasured() {
    fake.measure(FRESHNESS, Map.of("shop-test-changes-north", 7.0));
    fake.measure(UNREAD, Map.of("shop-test-changes-south", 4.0));

    CloudMeasures measures = of(CloudSettings.sharded());
    assertThat(measures.all()).extracting(Measure::text).containsOnly("unknown");
    assertThat(measures.all().get(0).isMet()).isFalse();
    assertThat(measures.freshness(Optional.of("north"))).contains(Duration.ofSeconds(7));
    assertThat(measures.freshness(Optional.of("south"))).isEmpty();
  }

  @Test
  void takesWhatIsNotMeasuredForUnknownAndNotForZero() {
    fake.measure(FRESHNESS, Map.of("shop-test-changes-of-others", 7.0));

    CloudMeasures measures = of(CloudSettings.single());
    assertThat(measures.all()).extracting(Measure::text).containsOnly("unknown");
    assertThat(measures.all().get(0).isMet()).isFalse();
    assertThat(measures.freshness(Optional.empty())).isEmpty();
  }

  @Test
  void takesWhatMayNotBeAskedForUnknown() {
    fake.measure(FRESHNESS, Map.of("shop-test-changes", 7.0));
    fake.service.refuse("ListTimeSeries", Status.PERMISSION_DENIED);

    CloudMeasures measures = of(CloudSettings.single());
    assertThat(measures.freshness(Optional.empty())).isEmpty();
    clock.advance(Duration.ofSeconds(30));
    assertThat(measures.freshness(Optional.empty())).contains(Duration.ofSeconds(7));
  }

  @Test
  void asksForAMetricOnceInHalfAMinute() {
    CloudMeasures measures = of(CloudSettings.single());
    measures.freshness(Optional.empty());
    measures.freshness(Optional.empty());

    assertThat(fake.service.calls("ListTimeSeries")).isEqualTo(1);
  }
}
