package dev.crossover.launcher.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.AppliedFile;
import dev.crossover.engine.ledger.AppliedFile.State;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.ledger.InMemoryFileLedger;
import dev.crossover.engine.schema.TableName;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerChangesTest {
  private final InMemoryBucket bucket = new InMemoryBucket();
  private final InMemoryFileLedger ledger = new InMemoryFileLedger();
  private final LedgerChanges changes =
      new LedgerChanges(
          new ChangeFolder(bucket, "changes/"),
          ledger,
          new DeadLetters(bucket, "dead-letters/", Clock.systemUTC()),
          token -> false,
          () -> List.of(new TableName("shop", "sale")));

  private void record(String path, String table, long position) {
    ledger.record(
        List.of(
            new AppliedFile(
                path,
                State.APPLIED,
                Optional.of(table),
                1,
                1,
                0,
                0,
                0,
                0,
                Optional.of(new Position(position, 0)),
                Instant.EPOCH)));
  }

  @Test
  void namesTheFilesOfMovedTablesThatReachAPlace() {
    record("changes/shop_sale/a.avro", "shop.sale", 9);
    record("changes/shop_sale/b.avro", "shop.sale", 10);
    record("changes/shop_left/c.avro", "shop.left_behind", 11);
    record("changes/crossover_sentinel/d.avro", "crossover.sentinel", 12);

    assertThat(changes.changesFrom(LogPosition.of(10, 0)))
        .containsExactly("shop.sale in changes/shop_sale/b.avro");
    assertThat(changes.changesFrom(LogPosition.of(11, 0))).isEmpty();
  }

  @Test
  void tellsFilesOfMovedTablesFromOthers() {
    bucket.write("changes/shop_sale/2026/01/01/00/00/a.avro", new byte[0]);
    bucket.write("changes/crossover_sentinel/2026/01/01/00/00/b.avro", new byte[0]);
    bucket.write("changes/shop_left_behind/2026/01/01/00/00/c.avro", new byte[0]);

    assertThat(changes.unappliedFiles()).hasSize(3);
    assertThat(changes.unappliedOfMovedTables())
        .containsExactly("changes/shop_sale/2026/01/01/00/00/a.avro");
  }

  @Test
  void comparesEachShardsFilesWithThatShardsPlace() {
    record("changes/north/shop_sale/a.avro", "shop.sale", 50);
    record("changes/south/shop_sale/b.avro", "shop.sale", 50);

    LogPosition place =
        LogPosition.ofShards(
            Map.of("north", LogPosition.of(40, 0), "south", LogPosition.of(60, 0)));

    assertThat(changes.changesFrom(place))
        .containsExactly("shop.sale in changes/north/shop_sale/a.avro");
  }
}
