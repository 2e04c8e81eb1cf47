package dev.crossover.engine.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.apply.ApplyBatch;
import dev.crossover.engine.apply.ApplyLoop;
import dev.crossover.engine.apply.ApplyRound;
import dev.crossover.engine.apply.Tables;
import dev.crossover.engine.bucket.FullBucket;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.changes.TestChangeMetadata;
import dev.crossover.engine.changes.TestChanges;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.rows.InMemoryRows;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.InMemoryTarget;
import dev.crossover.engine.time.FakeTiming;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Dead letters that cannot be written hold up what they belong to, until there is room. */
class FullDiskTest {
  private static final TargetTable SHOP =
      Tables.table(
          "public.shop",
          "shop",
          0,
          "id",
          Tables.column("id", "int8", Tables.INTEGER),
          Tables.column("email", "text", Tables.TEXT));

  private static final TargetSchema SCHEMA = new TargetSchema(List.of(SHOP));
  private static final CommitLimits LIMITS = new CommitLimits(40, 1_000);

  private final InMemoryTarget target =
      new InMemoryTarget(SCHEMA).check("plain", "shop", row -> !"bad".equals(row.get("email")));
  private final FullBucket disk = new FullBucket(new InMemoryBucket());
  private final FakeTiming time = new FakeTiming();
  private final DeadLetters deadLetters = new DeadLetters(disk, "dead-letters", time);

  @Test
  @Fault(
      kind = Fault.Kind.DISK_FULL,
      fault = "disk full",
      moment = "bulk load, with a row that becomes a dead letter",
      outcome = "the partition is not done until there is room; row and dead letter are there then",
      rowsLost = Fault.RowsLost.NONE)
  void aPartitionIsLoadedOnlyWhenItsDeadLettersAreWritten() {
    InMemoryRows source = new InMemoryRows();
    source.insert(SHOP, 1L, "a");
    source.insert(SHOP, 2L, "bad");
    BulkLoad load = new BulkLoad(source, target, SCHEMA, deadLetters, LIMITS);
    Partition partition = load.plan(10).get(0).get(0);
    disk.setFull(true);

    assertThatThrownBy(() -> load.load(partition.table(), 0))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("No space left on device");

    assertThat(load.isComplete()).isFalse();
    disk.setFull(false);
    load.load(partition.table(), 0);
    assertThat(load.isComplete()).isTrue();
    assertThat(deadLetters.open()).hasSize(1);
    assertThat(target.rows("shop")).hasSize(1);
  }

  @Test
  @Fault(
      kind = Fault.Kind.DISK_FULL,
      fault = "disk full",
      moment = "live apply, with a change that becomes a dead letter",
      outcome =
          "the file stays in the backlog until there is room; row and dead letter are there then",
      rowsLost = Fault.RowsLost.NONE)
  void aChangeFileIsAppliedOnlyWhenItsDeadLettersAreWritten() {
    TestChanges changes =
        TestChanges.of(
            "public.shop",
            Map.of(
                "id", Schema.create(Schema.Type.LONG), "email", Schema.create(Schema.Type.STRING)));
    changes.change("INSERT", 100, Map.of("id", 1L, "email", "a"));
    changes.change("INSERT-INCOMPLETE", 200, Map.of("id", 2L));
    String file = "changes/public_shop/2026/01/01/10/00/f.avro";
    disk.write(file, changes.toBytes());
    ApplyLoop loop = new ApplyLoop(round(), Duration.ofMinutes(10), time);
    disk.setFull(true);

    assertThat(loop.round().failure().orElseThrow()).contains("No space left on device");

    assertThat(target.fileLedger().backlog(List.of(file)).isEmpty()).isFalse();
    disk.setFull(false);
    time.advance(Duration.ofMinutes(1));
    assertThat(loop.round().failure()).isEmpty();
    assertThat(target.fileLedger().backlog(List.of(file)).isEmpty()).isTrue();
    assertThat(deadLetters.open()).hasSize(1);
    assertThat(target.rows("shop")).hasSize(1);
  }

  private ApplyRound round() {
    return new ApplyRound(
        new ChangeFolder(disk, "changes/"),
        new DatastreamFormat(new TestChangeMetadata()),
        new ApplyBatch(target, SCHEMA, (value, type) -> value.toString(), LIMITS),
        target.fileLedger(),
        deadLetters,
        new ApplyRound.Limits(100, 3, Duration.ofMillis(100)),
        ApplyRound.Shard.WHOLE,
        time);
  }
}
