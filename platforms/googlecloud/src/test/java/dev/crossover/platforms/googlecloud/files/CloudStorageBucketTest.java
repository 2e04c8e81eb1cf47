package dev.crossover.platforms.googlecloud.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.retrying.RetrySettings;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.bucket.BucketContract;
import dev.crossover.engine.faults.Fault;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.fake.FakeCloudStorage;
import dev.crossover.platforms.googlecloud.fake.StorageOperation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloudStorageBucketTest extends BucketContract {
  private static final RetrySettings AT_ONCE =
      RetrySettings.newBuilder()
          .setInitialRetryDelayDuration(Duration.ofMillis(1))
          .setMaxRetryDelayDuration(Duration.ofMillis(1))
          .setMaxAttempts(3)
          .build();

  private final FakeCloudStorage service = new FakeCloudStorage("shop-changes", "below/root/a/");
  private final Bucket bucket = bucket("gs://shop-changes/below/root");
  private final Bucket ofAnother = bucket("gs://shop-changes/below/root");

  @AfterEach
  void end() {
    service.close();
  }

  @Override
  protected Bucket open() {
    return bucket;
  }

  @Override
  protected int turnsOfOthers() {
    return 100;
  }

  @Override
  protected Bucket again() {
    return ofAnother;
  }

  private Bucket bucket(String place) {
    return new CloudStorageBucket(
        StorageService.open(
            new ServiceAddress(Optional.of(service.url())), "shop-project", AT_ONCE),
        GsPath.parse(place),
        service::finalized);
  }

  @Test
  void keepsEverythingBelowItsRoot() {
    service.objects().put("below/rootless/1", bytes("another environment's"));
    bucket.write("a/1", bytes("one"));
    bucket.move("a/1", "b/1");

    assertThat(bucket.list("")).containsExactly("b/1");
    assertThat(service.objects().names()).containsExactly("below/root/b/1", "below/rootless/1");
    assertThat(bucket("gs://shop-changes").list(""))
        .containsExactly("below/root/b/1", "below/rootless/1");
  }

  @Test
  void listsMoreThanAPage() {
    service.objects().setPageSize(7);
    IntStream.range(10, 60).forEach(i -> service.objects().put("below/root/a/" + i, bytes("")));

    assertThat(bucket.list("a/")).hasSize(50).startsWith("a/10", "a/11").endsWith("a/59");
    assertThat(service.faults().calls(StorageOperation.LIST)).isEqualTo(8);
  }

  @Test
  void listsNoObjectThatOnlyShowsAFolder() {
    service.objects().put("below/root/", bytes(""));
    service.objects().put("below/root/a/", bytes(""));
    service.objects().put("below/root/a/1", bytes(""));

    assertThat(bucket.list("")).containsExactly("a/1");
  }

  @Test
  void takesAnyNameAndAnyContent() throws IOException {
    byte[] content = new byte[3 << 20];
    IntStream.range(0, content.length).forEach(i -> content[i] = (byte) (i * 31 + i / 255));
    String name = "a/ä +%2F?&=\\\"#/日本.avro";
    bucket.write(name, content);
    bucket.write("a/empty", new byte[0]);

    assertThat(read(name)).isEqualTo(content);
    assertThat(read("a/empty")).isEmpty();
    assertThat(bucket.list("")).containsExactly("a/empty", name);
  }

  @ParameterizedTest
  @EnumSource
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "Cloud Storage answers 503 twice",
      moment = "each kind of call",
      outcome = "the call is tried again")
  void goesOnWhenACallIsRefusedForAMoment(StorageOperation operation) throws IOException {
    service.faults().refuse(operation, 2, 503, "The service is not available.");
    useEveryCall();
  }

  @ParameterizedTest
  @EnumSource
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "an answer of Cloud Storage is lost twice, what was asked for is done",
      moment = "each kind of call",
      outcome = "nothing is done twice, and every object is where it belongs")
  void doesNothingTwiceWhenAnAnswerIsLost(StorageOperation operation) throws IOException {
    service.faults().loseAnswer(operation, 2);
    useEveryCall();
  }

  private void useEveryCall() throws IOException {
    bucket.write("a/1", bytes("one"));
    bucket.write("a/2", bytes("two"));
    bucket.move("a/1", "b/1");
    bucket.delete("a/2");

    assertThat(bucket.list("")).containsExactly("b/1");
    assertThat(read("b/1")).asString(UTF_8).isEqualTo("one");
    assertThat(bucket.writes()).isEqualTo(2);
  }

  @Test
  void replacesWhatAnotherWroteMeanwhile() throws IOException {
    service.faults().refuse(StorageOperation.INSERT, 1, 412, "Another generation.");
    bucket.write("a/1", bytes("mine"));

    assertThat(read("a/1")).asString(UTF_8).isEqualTo("mine");
    assertThat(service.faults().calls(StorageOperation.INSERT)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhoMayDoWhatIsDenied(StorageOperation operation) {
    service.faults().refuse(operation, 1, 403, "crossover@p does not have access.");

    assertThatThrownBy(this::useEveryCall)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot ")
        .hasMessageContaining(" in gs://shop-changes/below/root: 403 ")
        .hasMessageContaining("crossover@p does not have access.")
        .hasMessageEndingWith(
            "; grant the account that runs this roles/storage.objectUser on the bucket");
  }

  @Test
  void saysThatTheServiceDoesNotAnswer() {
    service.faults().refuse(StorageOperation.LIST, 3, 503, "The service is not available.");

    assertThatThrownBy(() -> bucket.list("changes/"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "cannot list changes/ in gs://shop-changes/below/root: 503 The service is not"
                + " available.; nothing is lost; it can be done again when the service answers");
  }

  @Test
  void takesAMissingBucketForNoMissingObject() {
    Bucket none = bucket("gs://shop-gone");

    for (Runnable call :
        List.<Runnable>of(
            () -> none.list(""),
            () -> none.read("a"),
            () -> none.write("a", bytes("")),
            () -> none.move("a", "b"))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(
              "in gs://shop-gone: 404 The specified bucket does not exist.; there is no such"
                  + " bucket; see google_cloud.capture.bucket, and deploy the live stack")
          .cause()
          .isNotInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "an object is moved away",
      moment = "while it is read",
      outcome = "the read fails with the service's own words")
  void failsAsAStreamWhenAnObjectGoesWhileItIsRead() throws IOException {
    bucket.write("a/long", new byte[3 << 20]);
    service.objects().breakOffAfter(1 << 20);
    try (InputStream in = bucket.read("a/long")) {
      bucket.move("a/long", "b/long");
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No such object: shop-changes/below/root/a/long");
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "the connection to Cloud Storage breaks",
      moment = "in the middle of an object",
      outcome = "the rest is read, and nothing twice")
  void readsOnWhereTheConnectionBroke() throws IOException {
    byte[] content = new byte[3 << 20];
    IntStream.range(0, content.length).forEach(i -> content[i] = (byte) (i * 31 + i / 255));
    bucket.write("a/long", content);
    service.objects().breakOffAfter(1 << 20);

    assertThat(read("a/long")).isEqualTo(content);
    assertThat(service.faults().calls(StorageOperation.READ)).isEqualTo(2);
  }

  private byte[] read(String path) throws IOException {
    try (InputStream in = bucket.read(path)) {
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
