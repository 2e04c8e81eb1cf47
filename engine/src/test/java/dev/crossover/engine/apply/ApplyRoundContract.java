package dev.crossover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.bucket.ForwardingBucket;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.changes.TestChangeMetadata;
import dev.crossover.engine.changes.TestChanges;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.engine.ledger.FileLedger.TableCounts;
import dev.crossover.engine.rows.InMemoryRows;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.TargetUnderTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds on every target when rounds look at a bucket. */
public abstract class ApplyRoundContract {
  private static final DatastreamFormat FORMAT = new DatastreamFormat(new TestChangeMetadata());
  private static final Schema LONG = Schema.create(Schema.Type.LONG);

  private static final TargetTable PARENT =
      Tables.table("public.p", "p", 0, "id", Tables.column("id", "int8", Tables.INTEGER));

  private static final TargetTable CHILD =
      Tables.referring(
          Tables.table(
              "public.c",
              "c",
              1,
              "id",
              Tables.column("id", "int8", Tables.INTEGER),
              Tables.column("p", "int8", Tables.INTEGER)),
          "p",
          "p",
          "id");

  protected static final TargetSchema SCHEMA = new TargetSchema(List.of(PARENT, CHILD));

  private final HandClock clock = new HandClock();
  private final InMemoryRows source = new InMemoryRows();
  private Set<String> sourceColumns = Set.of();
  private TargetUnderTest target;
  private Bucket bucket;
  private DeadLetters deadLetters;
  private FileLedger ledger;

  /** A target with the tables p and c of {@link #SCHEMA}; c refers to p. */
  protected abstract TargetUnderTest target();

  @BeforeEach
  void open() {
    target = target();
    bucket = new InMemoryBucket();
    deadLetters = new DeadLetters(bucket, "dead-letters", clock);
    ledger = target.target().fileLedger();
  }

  @AfterEach
  void close() {
    target.close();
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of live apply",
      moment = "between the commit of rows and the row of the ledger",
      outcome = "the next round finishes the file; a further one has nothing to do",
      rowsLost = Fault.RowsLost.NONE)
  void killedBetweenCommitAndLedgerTheNextRunFinishesTheFile() {
    write("p", 1, parents(1, 2));
    Bucket dies = new BucketThatDiesAtTheDeadLetters(bucket);

    assertThatThrownBy(() -> round(dies, 100, ApplyRound.Shard.WHOLE).run())
        .isInstanceOf(Killed.class);
    assertThat(count("p")).isEqualTo(2);
    assertThat(ledger.backlog(listing()).pending()).hasSize(1);

    assertThat(round(bucket, 100, ApplyRound.Shard.WHOLE).run())
        .isEqualTo(new ApplyRound.Report(1, 2, 2, 0, 0, 0, false, 0));
    assertThat(ledger.backlog(listing()).isEmpty()).isTrue();
    assertThat(round(bucket, 100, ApplyRound.Shard.WHOLE).run().files()).isZero();
  }

  @Test
  void anAppliedFileGoesToTheArchiveAndAParkedOneStays() {
    byte[] content = parents(1).toBytes();
    bucket.write(path("p", 1), content);
    write("c", 1, children(1, 2));
    round().run();

    assertThat(listing()).containsExactly(path("c", 1));
    assertThat(bucket.list("applied/")).containsExactly("applied/" + path("p", 1));
    assertThat(folder(bucket).read(path("p", 1))).isEqualTo(content);
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of live apply",
      moment = "between the row of the ledger and the archive",
      outcome = "the next round archives the file and applies nothing")
  void aFileThatWasAppliedByARunThatDiedIsArchivedByTheNextAndNotAppliedAgain() {
    write("p", 1, parents(1));
    round().run();
    bucket.write(path("p", 1), parents(1).toBytes());

    assertThat(round().run()).isEqualTo(new ApplyRound.Report(0, 0, 0, 0, 0, 0, false, 0));
    assertThat(listing()).isEmpty();
  }

  @Test
  void aLateFileOfAnOldMinuteIsApplied() {
    ApplyRound round = round();
    write("p", 30, parents(1));
    round.run();
    write("p", 1, parents(2));

    assertThat(round.run().applied()).isEqualTo(1);
    assertThat(count("p")).isEqualTo(2);
  }

  @Test
  void whatIsLeftIsKnownOnlyAfterALookThatFindsNothingNew() {
    for (int number = 0; number < 4; number++) {
      write("p", number, parents(10L * number, 10L * number + 1));
    }
    ApplyRound round = round(bucket, 3, ApplyRound.Shard.WHOLE);
    assertThat(round.run().left()).isEqualTo(2);

    // Came after the look that the second round still works on.
    write("p", 9, parents(90));
    ApplyRound.Report second = round.run();
    assertThat(second.left()).isZero();
    assertThat(second.more()).isTrue();

    ApplyRound.Report third = round.run();
    assertThat(third.files()).isEqualTo(1);
    assertThat(third.more()).isFalse();
  }

  @Test
  void aChildWaitsForItsParentWithoutHoldingOthersUp() {
    write("c", 1, children(1, 2));
    assertThat(round().run().parked()).isEqualTo(1);
    assertThat(ledger.backlog(listing()).parked()).hasSize(1);
    assertThat(ledger.backlog(listing()).oldest()).contains(Instant.parse("2026-01-01T10:01:00Z"));

    // Not due yet, and nothing new that it could wait for.
    assertThat(round().run().files()).isZero();

    write("p", 2, parents(2));
    assertThat(round().run().parked()).isZero();
    assertThat(ledger.backlog(listing()).isEmpty()).isTrue();
    assertThat(count("c")).isEqualTo(1);
    assertThat(deadLetters.all()).isEmpty();
    assertThat(ledger.countsByTable())
        .containsEntry("public.c", new TableCounts(1, 1, 1, 0, 0, 0))
        .containsEntry("public.p", new TableCounts(1, 1, 1, 0, 0, 0));
  }

  @Test
  void aChildWhoseParentNeverComesIsADeadLetterAfterItsAttempts() {
    write("c", 1, children(1, 2));
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThat(round().run().parked()).isEqualTo(1);
      assertThat(deadLetters.open()).isEmpty();
      clock.pass(Duration.ofMinutes(1));
    }
    assertThat(round().run().deadLetters()).isEqualTo(1);

    assertThat(ledger.backlog(listing()).isEmpty()).isTrue();
    DeadLetter letter = deadLetters.open().get(0);
    assertThat(letter.reason()).contains(target.wordsForAMissingParent());
    assertThat(letter.position()).contains("100.0");
    assertThat(letter.attempt()).isEqualTo(3);
    source.insert(CHILD, 1L, 2L);

    DeadLetterRetry retry = retry();
    assertThat(retry.retry(letter.id(), "ann").closed()).isFalse();
    assertThat(deadLetters.open().get(0).attempt()).isEqualTo(4);

    write("p", 2, parents(2));
    round().run();
    assertThat(retry.retry(letter.id(), "ann"))
        .isEqualTo(new DeadLetterRetry.Outcome(true, "applied at its position"));
    assertThat(deadLetters.open()).isEmpty();
    assertThat(count("c")).isEqualTo(1);
  }

  @Test
  void aParkedChangeIsDoneWhenANewerOneOfItsKeyIsApplied() {
    write("c", 1, children(1, 2));
    round().run();
    write("c", 2, changes(CHILD).change("DELETE", 200, Map.of("id", 1L)));

    round().run();

    assertThat(ledger.backlog(listing()).isEmpty()).isTrue();
    assertThat(ledger.countsByTable()).containsEntry("public.c", new TableCounts(2, 2, 1, 1, 0, 0));
  }

  @Test
  void aRetriedDeadLetterNeverOverwritesANewerChange() {
    TestChanges broken = changes(CHILD);
    broken.change("UPDATE-INCOMPLETE", 100, Map.of("id", 1L));
    write("c", 1, broken);
    write("c", 2, children(7, 2));
    write("p", 1, parents(2));
    round().run();
    assertThat(deadLetters.open()).hasSize(1);
    String id = deadLetters.open().get(0).id();

    DeadLetterRetry retry = retry();
    assertThat(retry.retry(id, "ann").detail()).contains("UPDATE-INCOMPLETE");
    deadLetters.discard(List.of(id), "ann", "brought over by hand");
    assertThat(deadLetters.open()).isEmpty();
  }

  @Test
  @Fault(
      kind = Fault.Kind.SCHEMA_CHANGE,
      fault = "a column is added, and dropped again",
      moment = "live apply",
      outcome = "a dead letter, which a retry closes by the row as it is now",
      rowsLost = Fault.RowsLost.NONE)
  void aChangeWithAColumnThatItsTableLostAgainIsClosedByTheRowAsItIsNow() {
    write("p", 1, parents(1));
    write("c", 1, withNote(100, 1, 1, "added"));
    round().run();
    assertThat(deadLetters.open()).hasSize(1);
    String id = deadLetters.open().get(0).id();

    sourceColumns = Set.of("id", "p", "note");
    source.insert(CHILD, 1L, null);
    assertThat(retry().retry(id, "ann").closed()).isFalse();
    assertThat(count("c")).isZero();

    sourceColumns = Set.of("id", "p");
    assertThat(retry().retry(id, "ann"))
        .isEqualTo(new DeadLetterRetry.Outcome(true, "applied as the source has the row now"));
    assertThat(deadLetters.open()).isEmpty();
    assertThat(target.rows("c", "id", "p")).containsExactly(Arrays.asList(1L, null));

    write("c", 2, changes(CHILD).change("UPDATE", 150, Map.of("id", 1L, "p", 1L)));
    round().run();
    assertThat(target.rows("c", "id", "p")).containsExactly(List.of(1L, 1L));
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the source waits for a replica, and its log has a change that no query sees yet",
      moment = "the row of a dead letter is read again",
      outcome = "the row is read when the change is seen, and stays on the target",
      rowsLost = Fault.RowsLost.NONE)
  void aRowThatIsReadAgainIsNotOlderThanTheChangeOfItsDeadLetter() {
    write("c", 1, withNote(100, 1, 1, "added"));
    round().run();
    source.logUnseen(() -> source.insert(CHILD, 1L, null));
    sourceColumns = Set.of("id", "p");

    assertThat(retry().retry(deadLetters.open().get(0).id(), "ann").closed()).isTrue();

    assertThat(target.rows("c", "id", "p")).containsExactly(Arrays.asList(1L, null));
  }

  @Test
  void aRowThatIsReadAgainStaysBehindNewerChangesAndIsDeletedIfItIsGone() {
    write("p", 1, parents(1));
    write("c", 1, withNote(100, 1, 1, "added"));
    write("c", 2, withNote(100, 2, 1, "added"));
    write("c", 3, changes(CHILD).change("INSERT", 150, Map.of("id", 1L, "p", 1L)));
    round().run();
    source.insert(CHILD, 1L, null);
    sourceColumns = Set.of("id", "p");

    for (DeadLetter letter : deadLetters.open()) {
      assertThat(retry().retry(letter.id(), "ann").closed()).isTrue();
    }

    assertThat(target.rows("c", "id", "p")).containsExactly(List.of(1L, 1L));
  }

  private static TestChanges withNote(long lsn, long id, long parent, String note) {
    return TestChanges.of(
            "public.c", Map.of("id", LONG, "p", LONG, "note", Schema.create(Schema.Type.STRING)))
        .change("UPDATE", lsn, Map.of("id", id, "p", parent, "note", note));
  }

  private DeadLetterRetry retry() {
    return new DeadLetterRetry(
        deadLetters,
        batch(),
        folder(bucket),
        FORMAT,
        new PresentRow(source, SCHEMA, table -> sourceColumns, clock::instant));
  }

  @Test
  void whatCanBeReadOfABrokenFileIsAppliedAndTheRestIsOneDeadLetter() {
    TestChanges many = changes(PARENT);
    for (long id = 0; id < 5_000; id++) {
      many.change("INSERT", 100 + id, Map.of("id", id));
    }
    byte[] whole = many.toBytes();
    bucket.write(path("p", 1), Arrays.copyOf(whole, whole.length / 2));

    ApplyRound.Report report = round().run();

    assertThat(report.applied()).isBetween(500L, 4_500L);
    assertThat(report.deadLetters()).isEqualTo(1);
    assertThat(ledger.backlog(listing()).isEmpty()).isTrue();
    assertThat(deadLetters.open()).hasSize(1);

    bucket.write(path("p", 1), whole);
    DeadLetterRetry retry = retry();
    assertThat(retry.retry(deadLetters.open().get(0).id(), "ann").closed()).isTrue();
    assertThat(count("p")).isEqualTo(5_000);
  }

  @Test
  void manyFilesAreTakenInBoundedBatchesAndByShards() {
    for (int number = 0; number < 12; number++) {
      write("p", number, parents(10L * number, 10L * number + 1));
    }

    ApplyRound.Report first = round(bucket, 5, ApplyRound.Shard.WHOLE).run();
    assertThat(first.files()).isEqualTo(3);
    assertThat(first.more()).isTrue();
    for (int shard = 0; shard < 2; shard++) {
      assertThat(round(bucket, 100, new ApplyRound.Shard(shard, 2)).run().more()).isFalse();
    }

    assertThat(ledger.backlog(listing()).isEmpty()).isTrue();
    assertThat(count("p")).isEqualTo(24);
  }

  private ApplyRound round() {
    return round(bucket, 100, ApplyRound.Shard.WHOLE);
  }

  private ApplyRound round(Bucket files, int batchEvents, ApplyRound.Shard shard) {
    return new ApplyRound(
        folder(files),
        FORMAT,
        batch(),
        target.target().fileLedger(),
        new DeadLetters(files, "dead-letters", clock),
        new ApplyRound.Limits(batchEvents, 3, Duration.ofMillis(100)),
        shard,
        clock);
  }

  private ApplyBatch batch() {
    return new ApplyBatch(
        target.target(), SCHEMA, (value, type) -> value.toString(), CommitLimits.DEFAULT);
  }

  private static ChangeFolder folder(Bucket bucket) {
    return new ChangeFolder(bucket, "changes/");
  }

  private List<String> listing() {
    return bucket.list("changes/");
  }

  private void write(String table, int minute, TestChanges changes) {
    bucket.write(path(table, minute), changes.toBytes());
  }

  private static String path(String table, int minute) {
    return "changes/public_%s/2026/01/01/10/%02d/f.avro".formatted(table, minute);
  }

  private static TestChanges changes(TargetTable table) {
    return TestChanges.of(
        table.source().toString(),
        table.equals(CHILD) ? Map.of("id", LONG, "p", LONG) : Map.of("id", LONG));
  }

  private static TestChanges parents(long... ids) {
    TestChanges changes = TestChanges.of("public.p", Map.of("id", LONG));
    for (long id : ids) {
      changes.change("INSERT", 100 + id, Map.of("id", id));
    }
    return changes;
  }

  private static TestChanges children(long id, long parent) {
    return TestChanges.of("public.c", Map.of("id", LONG, "p", LONG))
        .change("INSERT", 100, Map.of("id", id, "p", parent));
  }

  private int count(String table) {
    return target.rows(table, "id").size();
  }

  /** Time passes only by hand. */
  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    void pass(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** The end of the process, as the round sees it. */
  private static final class Killed extends Error {}

  /** Dead letters are stored after the commit and before the ledger. */
  private static final class BucketThatDiesAtTheDeadLetters extends ForwardingBucket {
    BucketThatDiesAtTheDeadLetters(Bucket bucket) {
      super(bucket);
    }

    @Override
    public List<String> list(String prefix) {
      if (prefix.startsWith("dead-letters/")) {
        throw new Killed();
      }
      return bucket.list(prefix);
    }
  }
}
