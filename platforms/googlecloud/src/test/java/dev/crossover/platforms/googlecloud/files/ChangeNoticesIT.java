package dev.crossover.platforms.googlecloud.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.apply.ApplyBatch;
import dev.crossover.engine.apply.ApplyLoop;
import dev.crossover.engine.apply.ApplyRound;
import dev.crossover.engine.apply.FollowChanges;
import dev.crossover.engine.apply.Tables;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.changes.TestChangeMetadata;
import dev.crossover.engine.changes.TestChanges;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.ledger.FileLedger.TableCounts;
import dev.crossover.engine.ledger.InMemoryFileLedger;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.InMemoryTarget;
import dev.crossover.engine.time.FakeTiming;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.fake.FakeCloudStorage;
import dev.crossover.platforms.googlecloud.fake.NotifiedTopic;
import dev.crossover.platforms.googlecloud.fake.PubsubEmulator;
import dev.crossover.platforms.googlecloud.fake.StorageOperation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What notifications are good for, and what becomes of one that is lost. */
class ChangeNoticesIT {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LIST = Duration.ofSeconds(30);
  private static final TargetSchema SCHEMA =
      new TargetSchema(
          List.of(
              Tables.table("public.p", "p", 0, "id", Tables.column("id", "int8", Tables.INTEGER))));

  private static PubsubEmulator emulator;

  private final FakeCloudStorage storage = new FakeCloudStorage("shop", "changes/");
  private final FakeTiming time = new FakeTiming();
  private final Instant start = time.instant();
  private final InMemoryFileLedger ledger = new InMemoryFileLedger();
  private NotifiedTopic topic;
  private ChangeNotices notices;

  @BeforeAll
  static void startEmulator() {
    emulator = PubsubEmulator.start(Path.of("target", "pubsub-emulator.log"));
  }

  @AfterAll
  static void endEmulator() {
    emulator.close();
  }

  @BeforeEach
  void open(TestInfo test) throws IOException {
    topic =
        new NotifiedTopic(
            emulator.url(), "shop-project", test.getTestMethod().orElseThrow().getName());
    notices = open(topic.subscription());
  }

  private static ChangeNotices open(String subscription) {
    return ChangeNotices.open(
        new ServiceAddress(Optional.of(emulator.url())), List.of(subscription));
  }

  @AfterEach
  void close() {
    notices.close();
    topic.close();
    storage.close();
  }

  @Test
  void countsEveryNotificationOnce() {
    assertThat(notices.getAsLong()).isZero();
    topic.tell("shop", "changes/a");
    topic.tell("shop", "changes/b");
    awaitCount(2);
    topic.tell("shop", "changes/c");
    awaitCount(3);
    assertThat(notices.getAsLong()).isEqualTo(3);
  }

  @Test
  void standsStillWhileTheSubscriptionCannotBeRead() {
    try (ChangeNotices none = open("projects/shop-project/subscriptions/gone")) {
      assertThat(none.getAsLong()).isZero();
      assertThat(none.getAsLong()).isZero();
    }
  }

  @Test
  void wakesTheLiveJobLongBeforeItWouldList() {
    write(1);
    time.duringNextWait(
        () -> {
          write(2);
          topic.tell("shop", name(2));
        });
    FollowChanges follow = follow();
    follow.applyAndWait();

    assertThat(elapsed()).isLessThan(LIST);
    follow.applyAndWait();
    assertThat(applied()).isEqualTo(2);
    assertThat(storage.objects().names())
        .containsExactly("applied/" + name(1), "applied/" + name(2));
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "the notification of a change file is lost",
      moment = "while nothing is left to apply",
      outcome = "the next listing finds the file, which is applied")
  void findsAFileByListingWhoseNotificationWasLost() {
    write(1);
    time.duringNextWait(() -> write(2));
    FollowChanges follow = follow();
    follow.applyAndWait();
    assertThat(applied()).isEqualTo(1);
    assertThat(elapsed()).isEqualTo(LIST);
    long lists = storage.faults().calls(StorageOperation.LIST);

    follow.applyAndWait();
    assertThat(applied()).isEqualTo(2);
    assertThat(storage.objects().names())
        .containsExactly("applied/" + name(1), "applied/" + name(2));
    assertThat(storage.faults().calls(StorageOperation.LIST) - lists).isLessThanOrEqualTo(4);
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "a notification comes twice, and one of a file that there is not",
      moment = "at any time",
      outcome = "the file is applied once")
  void doesNoHarmWhenANotificationComesTwiceOrOfNothing() {
    write(1);
    topic.tell("shop", name(1));
    topic.tell("shop", name(1));
    topic.tell("shop", "changes/nothing.avro");
    FollowChanges follow = follow();
    follow.applyAndWait();
    follow.applyAndWait();

    assertThat(applied()).isEqualTo(1);
    assertThat(ledger.countsByTable().get("public.p").events()).isEqualTo(1);
  }

  @Test
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "Cloud Storage refuses to give a change file whose notification is acknowledged",
      moment = "a round of the live job",
      outcome = "the file is listed again in the next round, and applied")
  void appliesAFileInALaterRoundWhoseNotificationIsAcknowledged() {
    write(1);
    topic.tell("shop", name(1));
    awaitCount(1);
    storage.faults().refuse(StorageOperation.READ, 2, 403, "no access");
    FollowChanges follow = follow();
    follow.applyAndWait();
    assertThat(storage.faults().calls(StorageOperation.READ)).isPositive();
    assertThat(applied()).isZero();
    assertThat(elapsed()).isEqualTo(POLL);

    follow.applyAndWait();
    assertThat(applied()).isEqualTo(1);
    assertThat(notices.getAsLong()).as("told once").isEqualTo(1);
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "the live job is killed",
      moment = "between the acknowledgement of a notification and the file's application",
      outcome = "nothing tells the next one of the file; its first listing finds it")
  void appliesAFileOfWhichOnlyADeadJobWasTold() {
    write(1);
    topic.tell("shop", name(1));
    awaitCount(1);
    notices.close();

    notices = open(topic.subscription());
    follow().applyAndWait();

    assertThat(notices.getAsLong()).as("told before").isZero();
    assertThat(applied()).isEqualTo(1);
  }

  private void awaitCount(long expected) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (notices.getAsLong() < expected) {
      assertThat(System.nanoTime()).as("told in time").isLessThan(deadline);
    }
    assertThat(notices.getAsLong()).isEqualTo(expected);
  }

  private FollowChanges follow() {
    CloudStorageBucket bucket =
        new CloudStorageBucket(
            StorageService.open(new ServiceAddress(Optional.of(storage.url())), "shop-project"),
            GsPath.parse("gs://shop"),
            notices);
    ApplyRound round =
        new ApplyRound(
            new ChangeFolder(bucket, "changes/"),
            new DatastreamFormat(new TestChangeMetadata()),
            new ApplyBatch(
                new InMemoryTarget(SCHEMA),
                SCHEMA,
                (value, type) -> value.toString(),
                CommitLimits.DEFAULT),
            ledger,
            new DeadLetters(bucket, "dead-letters", time),
            new ApplyRound.Limits(100, 3, POLL),
            ApplyRound.Shard.WHOLE,
            time);
    return new FollowChanges(
        new ApplyLoop(round, Duration.ofMinutes(1), time)::round,
        bucket,
        Optional::empty,
        progress -> {},
        new FollowChanges.Pauses(POLL, LIST),
        time.timing());
  }

  private long applied() {
    return ledger.countsByTable().values().stream().mapToLong(TableCounts::files).sum();
  }

  private Duration elapsed() {
    return Duration.between(start, time.instant());
  }

  private static String name(int number) {
    return "changes/public_p/2026/01/01/00/%02d/f.avro".formatted(number);
  }

  private void write(int number) {
    storage
        .objects()
        .put(
            name(number),
            TestChanges.of("public.p", Map.of("id", Schema.create(Schema.Type.LONG)))
                .change("INSERT", number, Map.of("id", (long) number))
                .toBytes());
  }
}
