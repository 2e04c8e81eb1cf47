package dev.crossover.engine.bulk;

import static dev.crossover.engine.bulk.Shops.SALE;
import static dev.crossover.engine.bulk.Shops.SCHEMA;
import static dev.crossover.engine.bulk.Shops.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.ledger.TableProgress;
import dev.crossover.engine.rows.InMemoryRows;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.InMemoryTarget;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkLoadTest {
  @TempDir Path directory;
  private final InMemoryRows source = new InMemoryRows();
  private final InMemoryTarget target =
      new InMemoryTarget(SCHEMA)
          .unique("shop", "email")
          .check("plain", "shop", row -> !"bad".equals(row.get("email")));
  private final InMemoryBucket bucket = new InMemoryBucket();
  private final DeadLetters deadLetters =
      new DeadLetters(bucket, "dead-letters", Clock.systemUTC());

  @Test
  void everyRowArrivesInCommitsOfBoundedSize() {
    for (long id = 0; id < 100; id++) {
      source.insert(SHOP, id, "mail" + id);
    }

    loadAll(30);

    assertThat(target.rows("shop")).hasSize(100);
    // 30 rows of two cells in commits of 40 cells: two commits for each full partition.
    assertThat(target.commits()).isEqualTo(2 * 3 + 1);
    assertThat(progress("public.shop").rows()).isEqualTo(100);
    assertThat(load().isComplete()).isTrue();
  }

  @Test
  void aLongRowIsCommittedAlone() {
    source.insert(SHOP, 1L, "a");
    source.insert(SHOP, 2L, "b".repeat(1_200));
    source.insert(SHOP, 3L, "c");

    loadAll(10);

    assertThat(target.commits()).isEqualTo(3);
    assertThat(target.rows("shop")).hasSize(3);
  }

  @Test
  void parentsThatCameLaterAreLoadedWithTheirChildren() {
    source.insert(SHOP, 1L, "a");
    source.insert(SALE, 10L, 1L);
    source.beforeRead(
        table -> {
          if (table.equals(SALE)) {
            source.insert(SHOP, 2L, "late");
            source.insert(SALE, 11L, 2L);
          }
        });

    loadAll(10);

    assertThat(deadLetters.open()).isEmpty();
    assertThat(target.rows("sale")).hasSize(2);
    assertThat(target.rows("shop")).hasSize(2);
    assertThat(progress("public.sale").rows()).isEqualTo(2);
  }

  @Test
  void rowsThatAreGoneWhenTheyAreReadAgainAreCountedAndNoDeadLetters() {
    source.insert(SALE, 10L, 9L);
    source.insert(SALE, 11L, null);
    BulkLoad load = load();
    Partition partition = load.plan(10).get(1).get(0);
    LoadPartition loading =
        new LoadPartition(
            source,
            SCHEMA,
            new LoadPartition.Destination(
                target.values(source.text()),
                rows -> {
                  source.delete(SALE, values -> values.get(0).equals(10L));
                  target.rowWriter().write(rows);
                }),
            ReloadRow.whileBulkLoads(source, target, SCHEMA),
            new LoadPartition.Records(target.partitionLedger(), deadLetters),
            new CommitLimits(40, 1_000));

    assertThat(
            loading
                .load(target.partitionLedger().partition(partition.table(), 0).orElseThrow())
                .gone())
        .isEqualTo(1);
    assertThat(deadLetters.open()).isEmpty();
    assertThat(target.rows("sale")).hasSize(1);
  }

  @Test
  void aUniqueValueThatWentToAnotherRowIsFollowed() {
    source.insert(SHOP, 1L, "a");
    source.insert(SHOP, 2L, "b");
    source.insert(SHOP, 3L, "c");
    int[] reads = {0};
    source.beforeRead(
        table -> {
          if (table.equals(SHOP) && ++reads[0] == 2) {
            source.delete(SHOP, values -> true);
            source.insert(SHOP, 1L, "c");
            source.insert(SHOP, 2L, "b");
            source.insert(SHOP, 3L, "a");
          }
        });

    loadAll(2);

    assertThat(deadLetters.open()).isEmpty();
    assertThat(target.rows("shop"))
        .contains(Map.of("id", 1L, "email", "c"), Map.of("id", 3L, "email", "a"));
  }

  @Test
  void manyRefusedRowsAreNarrowedToTheBadOnes() {
    for (long id = 0; id < 200; id++) {
      source.insert(SHOP, id, id == 77 ? "bad" : "mail" + id);
    }

    BulkLoad load =
        new BulkLoad(source, target, SCHEMA, deadLetters, new CommitLimits(4_000, 1_000_000));
    load.plan(1_000)
        .values()
        .forEach(level -> level.forEach(part -> load.load(part.table(), part.number())));

    assertThat(target.rows("shop")).hasSize(199);
    assertThat(deadLetters.open())
        .extracting(DeadLetter::unit)
        .containsExactly("bulk/public.shop/0");
    assertThat(deadLetters.open().get(0).reason()).contains("plain");
    assertThat(progress("public.shop").deadLetters()).isEqualTo(1);
  }

  @Test
  void rowsThatTheTargetCannotHoldAreOutOfMemoryAsSoonAsTheyAreDeadLetters() {
    for (long id = 0; id < 40; id++) {
      source.insert(SHOP, id, "bad" + "x".repeat(200_000));
    }
    target.check("short", "shop", row -> !row.get("email").toString().startsWith("bad"));
    List<Integer> writtenBefore = new ArrayList<>();
    source.beforeFind(table -> writtenBefore.add(bucket.list("dead-letters/raw/").size()));

    loadAll(100);

    // One commit's worth of rows is refused and read again, together and then one by one.
    assertThat(deadLetters.countOpen()).isEqualTo(40);
    assertThat(bucket.list("dead-letters/raw/")).hasSize(40);
    assertThat(writtenBefore).contains(0, 10, 20, 39);
    assertThat(progress("public.shop").deadLetters()).isEqualTo(40);
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "the bulk load ends",
      moment = "while it reads a partition",
      outcome = "the partition is loaded anew from the first position; a finished one never again",
      rowsLost = Fault.RowsLost.NONE)
  void aKilledPartitionIsLoadedAnewAndAFinishedOneNeverAgain() {
    source.insert(SHOP, 1L, "a");
    source.beforeRead(
        table -> {
          throw new IllegalStateException("killed");
        });
    BulkLoad load = load();
    Partition first = load.plan(10).get(0).get(0);
    assertThatThrownBy(() -> load.load(first.table(), 0)).hasMessage("killed");
    LogPosition position = target.partitionLedger().firstPosition().orElseThrow();
    source.beforeRead(table -> {});

    source.insert(SHOP, 2L, "b");
    loadAll(10);
    assertThat(target.rows("shop")).hasSize(2);
    assertThat(target.partitionLedger().firstPosition()).contains(position);

    source.delete(SHOP, values -> true);
    load.load(first.table(), 0);
    assertThat(target.rows("shop")).hasSize(2);
    assertThat(load.plan(10)).isEmpty();
  }

  private BulkLoad load() {
    return new BulkLoad(source, target, SCHEMA, deadLetters, new CommitLimits(40, 1_000));
  }

  private void loadAll(int partitionRows) {
    BulkLoad load = load();
    load.plan(partitionRows)
        .values()
        .forEach(level -> level.forEach(part -> load.load(part.table(), part.number())));
  }

  private TableProgress progress(String table) {
    return target.partitionLedger().progress(SCHEMA).stream()
        .filter(progress -> progress.table().toString().equals(table))
        .findFirst()
        .orElseThrow();
  }
}
