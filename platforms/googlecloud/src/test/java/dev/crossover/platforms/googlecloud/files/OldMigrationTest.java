package dev.crossover.platforms.googlecloud.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.apply.ApplyBatch;
import dev.crossover.engine.apply.ApplyRound;
import dev.crossover.engine.apply.Tables;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.changes.TestChangeMetadata;
import dev.crossover.engine.changes.TestChanges;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.AppliedFile;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.ledger.InMemoryFileLedger;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.InMemoryTarget;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.fake.FakeCloudStorage;
import dev.crossover.platforms.googlecloud.fake.StorageOperation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a look at the bucket costs after 60,000 files. */
class OldMigrationTest {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/mm").withZone(ZoneOffset.UTC);
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final TargetSchema SCHEMA =
      new TargetSchema(
          List.of(
              Tables.table("public.p", "p", 0, "id", Tables.column("id", "int8", Tables.INTEGER))));

  private final FakeCloudStorage storage = new FakeCloudStorage("shop", "changes/");
  private final CloudStorageBucket bucket =
      new CloudStorageBucket(
          StorageService.open(new ServiceAddress(Optional.of(storage.url())), "shop-project"),
          GsPath.parse("gs://shop"));
  private final ChangeFolder folder = new ChangeFolder(bucket, "changes/");
  private final InMemoryFileLedger ledger = new InMemoryFileLedger();
  private final ApplyRound round =
      new ApplyRound(
          folder,
          new DatastreamFormat(new TestChangeMetadata()),
          new ApplyBatch(
              new InMemoryTarget(SCHEMA),
              SCHEMA,
              (value, type) -> value.toString(),
              CommitLimits.DEFAULT),
          ledger,
          new DeadLetters(bucket, "dead-letters", Clock.systemUTC()),
          new ApplyRound.Limits(100, 3, Duration.ofMillis(100)),
          ApplyRound.Shard.WHOLE,
          Clock.systemUTC());

  @AfterEach
  void end() {
    storage.close();
  }

  @Test
  void aRoundListsOnlyWhatCameSince() {
    archive(60_000);
    IntStream.range(60_000, 60_007).forEach(this::write);

    ApplyRound.Report report = round.run();
    assertThat(report.files()).isEqualTo(7);
    assertThat(round.run().left()).isZero();
    assertThat(storage.faults().calls(StorageOperation.LIST))
        .as("the folder twice, and the dead letters once")
        .isEqualTo(3);
    assertThat(storage.objects().listed()).isEqualTo(7);
    assertThat(storage.faults().calls(StorageOperation.MOVE)).isEqualTo(7);
  }

  @Test
  void aListingThatStillHasAnArchivedFileAppliesNothingTwice() {
    write(1);
    storage.objects().lag(2);
    round.run();
    ApplyRound.Report second = round.run();

    assertThat(second.files()).isZero();
    assertThat(second.left()).isZero();
    assertThat(storage.objects().names()).containsExactly("applied/" + name(1));
    assertThat(round.run().left()).isZero();
  }

  @Test
  void aListingThatDoesNotHaveAFileYetMakesItLateAndNoMore() {
    storage.objects().lag(1);
    write(1);
    assertThat(round.run().files()).isZero();
    assertThat(round.run().files()).isEqualTo(1);
  }

  private void archive(int files) {
    IntStream.range(0, files)
        .forEach(i -> storage.objects().put("applied/" + name(i), new byte[0]));
    ledger.record(IntStream.range(0, files).mapToObj(i -> applied(name(i))).toList());
  }

  private static AppliedFile applied(String path) {
    return new AppliedFile(
        path,
        AppliedFile.State.APPLIED,
        Optional.of("public.p"),
        1,
        1,
        0,
        0,
        0,
        1,
        Optional.empty(),
        BEGIN);
  }

  private static String name(int number) {
    Instant minute = BEGIN.plus(Duration.ofMinutes(number));
    return "changes/public_p/%s/f.avro".formatted(MINUTE.format(minute));
  }

  private void write(int number) {
    storage
        .objects()
        .put(
            name(number),
            TestChanges.of("public.p", Map.of("id", Schema.create(Schema.Type.LONG)))
                .change("INSERT", 1 + number, Map.of("id", (long) number))
                .toBytes());
  }
}
