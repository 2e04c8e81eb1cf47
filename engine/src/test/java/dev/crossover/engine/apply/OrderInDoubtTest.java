package dev.crossover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.changes.ChangeEvent.Kind;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.ChangePosition;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.CommitHint;
import dev.crossover.engine.changes.CommitTime;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.TestChangeMetadata;
import dev.crossover.engine.changes.TestChanges;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetter.Origin;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.rows.InMemoryRows;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.InMemoryTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/**
 * A log holds an INSERT before it waits for the transaction that deletes the row which has its key.
 * A stream that tells no order of commits then tells, by their positions, that the row is gone.
 */
class OrderInDoubtTest {
  private static final TargetTable TABLE =
      Tables.table(
          "public.t",
          "t",
          0,
          "id",
          Tables.column("id", "int8", Tables.INTEGER),
          Tables.column("v", "int8", Tables.INTEGER));

  private static final TargetSchema SCHEMA = new TargetSchema(List.of(TABLE));

  /** When rows are read again: after all commits. */
  private static final Clock LATER = Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC);

  private static final Change OLD_ROW = new Change("INSERT", 50, 4, 20, 1);
  private static final Change WAITING_INSERT = new Change("INSERT", 100, 8, 71, 2);
  private static final Change DELETE = new Change("DELETE", 101, 7, 70, 0);

  /**
   * @param lsn where it is logged
   * @param committed the time of its transaction's commit
   */
  private record Change(String type, long lsn, long transaction, long committed, long value) {}

  @Test
  void aRowThatWasInsertedBeforeItsDeleteAndCommittedAfterItStaysInWhateverOrderItArrives() {
    for (List<List<Change>> delivery : deliveries(OLD_ROW, WAITING_INSERT, DELETE)) {
      Migration migration = new Migration();
      migration.source.insert(TABLE, 1L, 2L);
      delivery.forEach(migration::deliver);

      assertThat(migration.deadLetters.open(Origin.ORDER_IN_DOUBT)).as("%s", delivery).isNotEmpty();
      migration.settle();
      assertThat(migration.rows()).as("%s", delivery).containsExactly(2L);

      delivery.forEach(migration::deliver);
      assertThat(migration.deadLetters.open()).as("%s again", delivery).isEmpty();
      assertThat(migration.rows()).containsExactly(2L);
    }
  }

  @Test
  void aRowThatCommittedInTheSameMillisecondIsReadAgainAndStaysDeletedIfItIsGone() {
    Change insert = new Change("INSERT", 100, 8, 70, 2);
    for (List<List<Change>> delivery : deliveries(OLD_ROW, insert, DELETE)) {
      Migration migration = new Migration();
      delivery.forEach(migration::deliver);

      assertThat(migration.deadLetters.open(Origin.ORDER_IN_DOUBT)).as("%s", delivery).isNotEmpty();
      migration.settle();
      delivery.forEach(migration::deliver);

      assertThat(migration.deadLetters.open()).as("%s again", delivery).isEmpty();
      assertThat(migration.rows()).isEmpty();
    }
  }

  @Test
  void aDeleteThatCommittedLaterIsNotInDoubt() {
    Change later = new Change("DELETE", 101, 9, 72, 0);
    Change keptItsKey = new Change("UPDATE", 99, 5, 90, 3);
    for (List<List<Change>> delivery : deliveries(OLD_ROW, WAITING_INSERT, later, keptItsKey)) {
      Migration migration = new Migration();
      delivery.forEach(migration::deliver);

      assertThat(migration.deadLetters.all()).as("%s", delivery).isEmpty();
      assertThat(migration.rows()).isEmpty();
    }
  }

  @Test
  void aRowThatItsOwnTransactionDeletesIsNotInDoubt() {
    Change insert = new Change("INSERT", 100, 7, 70, 2);
    for (List<List<Change>> delivery : deliveries(insert, DELETE)) {
      Migration migration = new Migration();
      delivery.forEach(migration::deliver);

      assertThat(migration.deadLetters.all()).as("%s", delivery).isEmpty();
    }
  }

  @Test
  void aRowWhoseKeyIsTakenByAnUpdateIsInDoubtToo() {
    Change moved = new Change("UPDATE-INSERT", 100, 8, 71, 2);
    Change movedAway = new Change("UPDATE-DELETE", 101, 7, 70, 0);
    for (List<List<Change>> delivery : deliveries(moved, movedAway)) {
      Migration migration = new Migration();
      migration.source.insert(TABLE, 1L, 2L);
      delivery.forEach(migration::deliver);
      migration.settle();

      assertThat(migration.rows()).as("%s", delivery).containsExactly(2L);
    }
  }

  /** Transaction 4 waits while rows of the same key come and go; the last one to go lets it in. */
  @Test
  void theEarliestInsertOfManyMayBeTheOneThatStays() {
    Change waits = new Change("INSERT", 400, 4, 80, 4);
    Change first = new Change("INSERT", 450, 5, 50, 5);
    Change firstGoes = new Change("DELETE", 500, 6, 60, 0);
    Change second = new Change("INSERT", 550, 7, 65, 7);
    Change secondGoes = new Change("DELETE", 600, 8, 70, 0);
    for (List<List<Change>> delivery : deliveries(waits, first, firstGoes, second, secondGoes)) {
      Migration migration = new Migration();
      migration.source.insert(TABLE, 1L, 4L);
      // Rows are read again at any time, and what was read then must not hide a later doubt.
      for (List<Change> batch : delivery) {
        migration.deliver(batch);
        migration.settle();
      }

      assertThat(migration.rows()).as("%s", delivery).containsExactly(4L);
    }
  }

  @Test
  void whatComesAfterTheDoubtIsNotHeldUp() {
    Migration migration = new Migration();
    migration.source.insert(TABLE, 1L, 9L);
    migration.deliver(List.of(OLD_ROW, WAITING_INSERT, DELETE));
    migration.deliver(List.of(new Change("UPDATE", 200, 9, 90, 9)));

    migration.settle();

    assertThat(migration.rows()).containsExactly(9L);
    assertThat(migration.deadLetters.open()).isEmpty();
  }

  @Test
  void aStreamThatTellsTheOrderOfCommitsPaysNothing() {
    Migration migration = new Migration();
    migration.write(
        TestChanges.of("public.t", columns())
            .committedAfter(90)
            .inTransaction(7, 70)
            .change("DELETE", 101, Map.of("id", 1L))
            .committedAfter(110)
            .inTransaction(8, 71)
            .change("INSERT", 100, Map.of("id", 1L, "v", 2L)));

    assertThat(migration.deadLetters.all()).isEmpty();
    assertThat(migration.rows()).containsExactly(2L);
    assertThat(migration.remembered()).isEmpty();
  }

  @Test
  void theDoubtOutlivesAProcessThatDiesBeforeItIsStored() {
    Migration migration = new Migration();
    migration.source.insert(TABLE, 1L, 2L);
    // The commit without the dead letter.
    migration.batch.apply(List.of(file(OLD_ROW, WAITING_INSERT, DELETE)));

    migration.deliver(List.of(OLD_ROW, WAITING_INSERT, DELETE));
    migration.settle();

    assertThat(migration.rows()).containsExactly(2L);
  }

  private static ChangeFile file(Change... changes) {
    List<ChangeRecord> records = new ArrayList<>();
    for (Change change : changes) {
      Kind kind = change.type().endsWith("DELETE") ? Kind.DELETE : Kind.UPSERT;
      ChangeEvent event =
          new ChangeEvent(
              TABLE.source(),
              kind,
              Map.of("id", 1L, "v", change.value()),
              ChangePosition.ofLog(new Position(change.lsn(), 0)),
              Optional.of(
                  new CommitHint(
                      new CommitTime(change.transaction(), change.committed()),
                      change.type().endsWith("INSERT"))),
              "f",
              records.size());
      records.add(new ChangeRecord.Change(event, () -> "{}"));
    }
    return new ChangeFile("f", records);
  }

  /** Every order of the changes, at once in one file, and one by one in files of their own. */
  private static List<List<List<Change>>> deliveries(Change... changes) {
    List<List<List<Change>>> deliveries = new ArrayList<>();
    for (List<Change> order : permutations(List.of(changes))) {
      deliveries.add(List.of(order));
      deliveries.add(order.stream().map(List::of).toList());
    }
    return deliveries;
  }

  private static List<List<Change>> permutations(List<Change> changes) {
    if (changes.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Change>> all = new ArrayList<>();
    for (Change first : changes) {
      List<Change> rest = changes.stream().filter(change -> !change.equals(first)).toList();
      permutations(rest)
          .forEach(tail -> all.add(Stream.concat(Stream.of(first), tail.stream()).toList()));
    }
    return all;
  }

  private static Map<String, Schema> columns() {
    Schema number = Schema.create(Schema.Type.LONG);
    return Map.of("id", number, "v", number);
  }

  /** A bucket, a live job, and what reads rows again. */
  private static final class Migration {
    private final InMemoryRows source = new InMemoryRows();
    private final InMemoryTarget target = new InMemoryTarget(SCHEMA);
    private final InMemoryBucket bucket = new InMemoryBucket();
    private final DatastreamFormat format = new DatastreamFormat(new TestChangeMetadata());
    private final ChangeFolder folder = new ChangeFolder(bucket, "changes/");
    private final DeadLetters deadLetters = new DeadLetters(bucket, "dead-letters", LATER);
    private final ApplyBatch batch =
        new ApplyBatch(target, SCHEMA, (value, type) -> value.toString(), CommitLimits.DEFAULT);
    private int files;

    void deliver(List<Change> changes) {
      TestChanges file = TestChanges.of("public.t", columns());
      for (Change change : changes) {
        file.inTransaction(change.transaction(), change.committed())
            .change(change.type(), change.lsn(), Map.of("id", 1L, "v", change.value()));
      }
      write(file);
    }

    void write(TestChanges file) {
      bucket.write("changes/public_t/2026/01/01/10/00/%d.avro".formatted(++files), file.toBytes());
      new ApplyRound(
              folder,
              format,
              batch,
              target.fileLedger(),
              deadLetters,
              new ApplyRound.Limits(100, 3, Duration.ofMillis(100)),
              ApplyRound.Shard.WHOLE,
              LATER)
          .run();
    }

    void settle() {
      DeadLetterRetry retry =
          new DeadLetterRetry(
              deadLetters,
              batch,
              folder,
              format,
              new PresentRow(source, SCHEMA, table -> Set.of("id", "v"), LATER::instant));
      for (DeadLetter letter : deadLetters.open(Origin.ORDER_IN_DOUBT)) {
        assertThat(retry.retry(letter.id(), "crossover").closed()).isTrue();
      }
    }

    List<Object> rows() {
      return target.rows("t").stream().map(row -> row.get("v")).toList();
    }

    List<CommitTime> remembered() {
      return target
          .applyTransactions()
          .run(
              transaction ->
                  transaction
                      .shadowRows(
                          TABLE,
                          List.of(
                              target
                                  .values((value, type) -> value.toString())
                                  .key("t", List.of(1L))))
                      .values()
                      .stream()
                      .flatMap(row -> row.commits().stream())
                      .map(commits -> commits.decided())
                      .toList());
    }
  }
}
