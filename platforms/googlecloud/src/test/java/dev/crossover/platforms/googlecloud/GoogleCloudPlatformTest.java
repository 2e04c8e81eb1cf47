package dev.crossover.platforms.googlecloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.datastream.v1.Stream;
import com.google.dataflow.v1beta3.LaunchFlexTemplateParameter;
import dev.crossover.contract.Settings;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.FakeCaptureSetup;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.platform.PartCommands;
import dev.crossover.engine.platform.Platform;
import dev.crossover.engine.platform.PlatformContract;
import dev.crossover.engine.source.FakeSourceLog;
import dev.crossover.platforms.googlecloud.fake.FakeCloudStorage;
import dev.crossover.platforms.googlecloud.fake.FakeDataflow;
import dev.crossover.platforms.googlecloud.fake.FakeDatastream;
import dev.crossover.platforms.googlecloud.fake.FakeMonitoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GoogleCloudPlatformTest extends PlatformContract {
  private static final PartCommands COMMANDS =
      new PartCommands() {
        @Override
        public List<String> of(Part part) {
          return List.of(part.name());
        }

        @Override
        public List<String> capture(String shard) {
          throw new AssertionError("Datastream captures");
        }
      };

  private final FakeDataflow dataflow = new FakeDataflow();
  private final FakeDatastream datastream = new FakeDatastream();
  private final FakeMonitoring monitoring = new FakeMonitoring();
  private final FakeCloudStorage storage =
      new FakeCloudStorage("shop-test-1-crossover-shop-test", "changes/");
  private final List<Platform> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Platform::close);
    dataflow.close();
    datastream.close();
    monitoring.close();
    storage.close();
  }

  /** A platform of its own each time, as each command has one. */
  @Override
  protected Platform platform() {
    return platform(CloudSettings.single(endpoints()));
  }

  private String endpoints() {
    return CloudSettings.endpoints(
        dataflow.service.url(), datastream.service.url(), monitoring.service.url(), storage.url());
  }

  private Platform platform(Settings settings) {
    Platform platform = GoogleCloudPlatform.open(settings, Map.of(), COMMANDS);
    opened.add(platform);
    return platform;
  }

  @Test
  void asksNoServiceBeforeItIsUsed() {
    platform().places();

    assertThat(dataflow.service.calls()).isEmpty();
    assertThat(datastream.service.calls()).isEmpty();
    assertThat(monitoring.service.calls()).isEmpty();
  }

  @Test
  void namesItsPlaces() {
    assertThat(platform().place("schema/"))
        .isEqualTo("gs://shop-test-1-crossover-shop-test/schema/");
    assertThat(platform().places())
        .containsEntry("bucket", "gs://shop-test-1-crossover-shop-test/")
        .containsEntry(
            "streams", "https://console.cloud.google.com/datastream/streams?project=shop-test-1");
    assertThat(platform().emulator().address()).isEmpty();
  }

  @Test
  void goesOnFromAnotherMachineWithWhatIsInTheBucket() {
    String name = "projects/shop-test-1/locations/europe-west4/streams/shop-test-changes";
    datastream.add(name, Stream.State.RUNNING);
    FakeCaptureSetup setup = new FakeCaptureSetup(new FakeSourceLog());
    platform().changeStream("", setup).start();
    platform().bulkLoad().start();

    Platform elsewhere = platform();

    assertThat(elsewhere.changeStream("", setup).status().start()).isPresent();
    assertThat(elsewhere.bulkLoad().status().state()).isEqualTo(Job.State.RUNNING);
    elsewhere.bulkLoad().start();
    assertThat(dataflow.launches()).hasSize(1);
  }

  @Test
  void hasAStreamAndJobsOfItsOwnForEachShard() {
    Platform platform = platform(CloudSettings.sharded(endpoints()));
    FakeCaptureSetup setup = new FakeCaptureSetup(new FakeSourceLog());
    String stream = "projects/shop-test-1/locations/europe-west4/streams/shop-test-changes-north";
    datastream.add(stream, Stream.State.NOT_STARTED);
    platform.changeStream("north", setup).start();

    assertThat(datastream.state(stream)).isEqualTo(Stream.State.RUNNING);
    assertThat(platform.changeStream("south", setup).status().state())
        .isEqualTo(ChangeStream.State.ABSENT);

    platform.applyChanges().start();
    assertThat(dataflow.launches())
        .extracting(LaunchFlexTemplateParameter::getJobName)
        .containsExactlyInAnyOrder("shop-test-live-north", "shop-test-live-south");
  }
}
