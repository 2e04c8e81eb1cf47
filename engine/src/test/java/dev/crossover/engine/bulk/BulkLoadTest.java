package dev.crossover.engine.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.apply.Tables;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.bulk.ReloadRow.Outcome;
import dev.crossover.engine.changes.ChangePosition;
import dev.crossover.engine.changes.ChangeVersion;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.TableProgress;
import dev.crossover.engine.rows.InMemoryRows;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.ApplyTransaction.Writes;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.InMemoryTarget;
import dev.crossover.engine.target.ShadowRow;
import dev.crossover.engine.target.TargetKey;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkLoadTest {
  private static final TargetTable SHOP =
      Tables.table(
          "public.shop",
          "shop",
          0,
          "id",
          Tables.column("id", "int8", Tables.INTEGER),
          Tables.column("email", "text", Tables.TEXT));

  private static final TargetTable SALE =
      Tables.referring(
          Tables.table(
              "public.sale",
              "sale",
              1,
              "id",
              Tables.column("id", "int8", Tables.INTEGER),
              Tables.column("shop", "int8", Tables.INTEGER)),
          "shop",
          "shop",
          "id");

  private static final TargetSchema SCHEMA = new TargetSchema(List.of(SHOP, SALE));

  @TempDir Path directory;
  private final InMemoryRows source = new InMemoryRows();
  private final InMemoryTarget target =
      new InMemoryTarget(SCHEMA)
          .unique("shop", "email")
          .check("plain", "shop", row -> !"bad".equals(row.get("email")));
  private DeadLetters deadLetters;

  @BeforeEach
  void open() {
    deadLetters = new DeadLetters(new InMemoryBucket(), "dead-letters", Clock.systemUTC());
  }

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
            new LoadPartition.Records(target.partitionLedger(), deadLetters, Clock.systemUTC()),
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
        new BulkLoad(
            source,
            target,
            SCHEMA,
            deadLetters,
            new CommitLimits(4_000, 1_000_000),
            Clock.systemUTC());
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
  void aKilledPartitionIsLoadedAnewAndAFinishedOneNeverAgain() {
    source.insert(SHOP, 1L, "a");
    source.beforeRead(
        table -> {
          throw new IllegalStateException("killed");
        });
    BulkLoad load = load();
    Partition first = load.plan(10).get(0).get(0);
    assertThatThrownBy(() -> load.load(first.table(), 0)).hasMessage("killed");
    Position position = target.partitionLedger().firstPosition().orElseThrow();
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

  @Test
  void aRetriedDeadLetterIsClosedWhenItsRowIsLoadedOrGone() {
    source.insert(SHOP, 1L, "bad");
    source.insert(SHOP, 2L, "bad");
    source.insert(SHOP, 3L, "bad");
    loadAll(10);
    List<DeadLetter> letters = deadLetters.open();
    assertThat(letters).hasSize(3);

    source.delete(SHOP, values -> values.get(0).equals(1L) || values.get(0).equals(2L));
    source.insert(SHOP, 1L, "good");
    BulkDeadLetters retries = new BulkDeadLetters(source, target, SCHEMA, deadLetters);

    assertThat(letters.stream().map(letter -> retries.retry(letter, "ann")))
        .hasExactlyElementsOfTypes(
            letters.stream().map(BulkLoadTest::expected).toArray(Class[]::new));
    assertThat(deadLetters.open()).hasSize(1);
    assertThat(deadLetters.open().get(0).attempt()).isEqualTo(2);
  }

  private static Class<?> expected(DeadLetter letter) {
    if (letter.raw().contains("\"id\":\"1\"")) {
      return Outcome.Loaded.class;
    }
    return letter.raw().contains("\"id\":\"2\"") ? Outcome.Gone.class : Outcome.Refused.class;
  }

  @Test
  void aRetryLeavesARowAloneThatLiveApplyHasTouched() {
    source.insert(SHOP, 1L, "bad");
    loadAll(10);
    TargetKey key = new TargetKey("shop", List.of(1L));
    ChangeVersion deleted =
        new ChangeVersion(ChangePosition.ofLog(new Position(1, 0)), true, 0, "f");
    target
        .applyTransactions()
        .run(
            transaction -> {
              transaction.write(
                  new Writes(
                      List.of(),
                      List.of(),
                      List.of(new ShadowRow(SHOP, key, deleted, Optional.empty()))));
              return key;
            });
    source.delete(SHOP, values -> true);
    source.insert(SHOP, 1L, "good");

    Outcome outcome =
        new BulkDeadLetters(source, target, SCHEMA, deadLetters)
            .retry(deadLetters.open().get(0), "ann");

    assertThat(outcome).isEqualTo(new Outcome.Loaded());
    assertThat(target.rows("shop")).isEmpty();
    assertThat(deadLetters.open()).isEmpty();
  }

  private BulkLoad load() {
    return new BulkLoad(
        source, target, SCHEMA, deadLetters, new CommitLimits(40, 1_000), Clock.systemUTC());
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
