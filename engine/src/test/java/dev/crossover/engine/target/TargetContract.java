package dev.crossover.engine.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.apply.Tables;
import dev.crossover.engine.changes.ChangePosition;
import dev.crossover.engine.changes.ChangeVersion;
import dev.crossover.engine.changes.CommitTime;
import dev.crossover.engine.changes.KnownCommits;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.ledger.AppliedFile;
import dev.crossover.engine.ledger.PartitionLedger;
import dev.crossover.engine.ledger.PartitionRecord;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.UnconvertibleValueException;
import dev.crossover.engine.schema.SequencePlan;
import dev.crossover.engine.schema.SourceSequence;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.ApplyTransaction.Writes;
import dev.crossover.engine.target.RowsRefusedException.Reason;
import dev.crossover.engine.types.Bytes;
import dev.crossover.engine.types.PortableType;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every target keeps to: values, rows, lookups and transactions. */
public abstract class TargetContract {
  private static final TargetTable PERSON =
      Tables.table(
          "public.person",
          "person",
          0,
          "id",
          Tables.column("id", "int8", Tables.INTEGER),
          Tables.column("email", "text", Tables.TEXT),
          Tables.column("age", "int8", Tables.INTEGER));

  private static final TargetTable PET =
      Tables.referring(
          Tables.table(
              "public.pet",
              "pet",
              1,
              "name",
              Tables.column("name", "text", Tables.TEXT),
              Tables.column("owner", "int8", Tables.INTEGER)),
          "owner",
          "person",
          "id");

  private static final TargetTable TOOTH =
      Tables.interleaved(
          Tables.table(
              "public.tooth",
              "tooth",
              1,
              "no",
              Tables.column("no", "int8", Tables.INTEGER),
              Tables.column("id", "int8", Tables.INTEGER)),
          "person",
          "id",
          "no");

  private static final TargetTable SENTINEL =
      Tables.table(
          "crossover.sentinel",
          "crossover_sentinel",
          0,
          "token",
          Tables.column("token", "text", Tables.TEXT));

  private static final TargetTable TICKET =
      Tables.table(
          "public.ticket",
          "ticket",
          0,
          "no",
          Tables.column("no", "int8", Tables.INTEGER),
          Tables.column("seat", "text", Tables.TEXT));

  private static final SequencePlan NUMBERS =
      new SequencePlan(
          new SourceSequence(
              TableName.parse("public.numbers"),
              1,
              1,
              Long.MAX_VALUE,
              Optional.empty(),
              List.of(new SourceSequence.Feed(TICKET.source(), "no"))),
          "numbers",
          List.of(
              new SequencePlan.Feed(
                  "ticket", "no", new SourceSequence.Feed(TICKET.source(), "no"))));

  protected static final TargetSchema SCHEMA =
      new TargetSchema(List.of(PERSON, PET, TOOTH, SENTINEL, TICKET));

  private static final AppliedFile APPLIED =
      new AppliedFile(
          "late.avro",
          AppliedFile.State.APPLIED,
          Optional.of("public.person"),
          1,
          1,
          0,
          0,
          0,
          0,
          Optional.of(new Position(7, 1)),
          Instant.EPOCH);

  private TargetUnderTest tested;
  private Target target;
  private TargetValues values;

  /**
   * A target with the tables of {@link #SCHEMA}: {@code person.email} and {@code ticket.seat} are
   * unique where they are not NULL, {@code person.age} is below 200, a pet refers to its owner, a
   * tooth is interleaved in a person.
   */
  protected abstract TargetUnderTest target();

  @BeforeEach
  void open() {
    tested = target();
    target = tested.target();
    values = target.values((value, type) -> value.toString());
  }

  @AfterEach
  void close() {
    tested.close();
  }

  @Test
  void nullIsNullAndValuesAreEqualIfTheTargetTakesThemForEqual() {
    assertThat(values.convert(PERSON.column("age"), null)).isNull();
    assertThat(values.convert(PERSON.column("age"), 5L))
        .isEqualTo(values.convert(PERSON.column("age"), 5L))
        .isNotEqualTo(values.convert(PERSON.column("age"), 6L));
    assertThatThrownBy(() -> values.convert(PERSON.column("age"), "many"))
        .isInstanceOf(UnconvertibleValueException.class)
        .hasMessageContaining("cannot store a String of source type int8 in column age");
  }

  @Test
  void bytesMayComeAsHexadecimalDigits() {
    var column = Tables.column("data", "bytea", PortableType.of(PortableType.Kind.BYTES));
    assertThat(values.convert(column, "00fF"))
        .isEqualTo(values.convert(column, Bytes.of((byte) 0, (byte) -1)));
    assertThatThrownBy(() -> values.convert(column, "00f"))
        .isInstanceOf(UnconvertibleValueException.class)
        .hasMessageContaining("it is not pairs of hexadecimal digits");
  }

  @Test
  void keyPartsOfOneNumberAreEqualWhateverTheirScale() {
    var column = Tables.column("n", "numeric", PortableType.decimal(38, 9));
    Object one = values.keyPart(values.convert(column, new BigDecimal("1.50")));
    Object other = values.keyPart(values.convert(column, new BigDecimal("1.5")));

    assertThat(one).isEqualTo(other);
    assertThat(values.portable(one)).isEqualTo(new BigDecimal("1.5"));
  }

  @Test
  void rowsAreWrittenTwiceAsIfOnceAndNullsReplaceValues() {
    write(person(1, "a", 10L), person(2, null, null));
    write(person(1, null, 11L), person(2, null, null));

    assertThat(tested.rows("person", "id", "age"))
        .containsExactly(List.of(1L, 11L), Arrays.asList(2L, null));
  }

  @Test
  void aCommitIsAllOrNothing() {
    assertThatThrownBy(() -> write(person(1, "a", 1L), person(2, "b", 200L)))
        .isInstanceOfSatisfying(
            RowsRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NEVER));

    assertThat(tested.rows("person", "id")).isEmpty();
  }

  @Test
  void aRefusalSaysWhetherAnotherRowStandsInTheWay() {
    write(person(1, "a", 1L));

    assertRefused(Reason.UNIQUE_VALUE_TAKEN, person(2, "a", 1L));
    assertRefused(Reason.OTHER_ROW, pet("rex", 9L));
    assertRefused(Reason.OTHER_ROW, tooth(9, 1));
    write(pet("rex", 1L), pet("stray", null), tooth(1, 1));
  }

  @Test
  void uniqueValuesChangeHandsInOneCommit() {
    write(person(1, "a", 1L), person(2, "b", 1L));
    write(person(1, "b", 1L), person(2, "a", 1L));

    assertThat(tested.rows("person", "id", "email"))
        .containsExactly(List.of(1L, "b"), List.of(2L, "a"));
  }

  @Test
  void uniqueColumnsAreKnownByTable() {
    assertThat(target.uniqueColumns().byTable())
        .containsOnly(
            Map.entry("person", List.of(List.of("email"))),
            Map.entry("ticket", List.of(List.of("seat"))));
  }

  @Test
  void rowsAreFoundByTheirValues() {
    write(person(1, "a", 1L), person(2, "b", 1L), pet("rex", 1L), pet("tom", 1L));

    Map<TargetKey, List<TargetKey>> found =
        target
            .rowLookup()
            .find(
                "pet",
                List.of("owner"),
                List.of(key("pet", "owner", PET, 1L), key("pet", "owner", PET, 2L)),
                List.of("name"));

    assertThat(found).containsOnlyKeys(key("pet", "owner", PET, 1L));
    assertThat(found.get(key("pet", "owner", PET, 1L)))
        .containsExactlyInAnyOrder(key("pet", "name", PET, "rex"), key("pet", "name", PET, "tom"));
    assertThat(target.rowLookup().find("pet", List.of("owner"), List.of(), List.of("name")))
        .isEmpty();
  }

  @Test
  void aTransactionRemembersKeysAndWhereTheirRowsAre() {
    TargetKey person = key("person", "id", PERSON, 1L);
    TargetKey tooth = key("tooth", "no", TOOTH, 5L);
    TargetKey toothRow =
        values.key("tooth", List.of(convert(TOOTH, "id", 1L), convert(TOOTH, "no", 5L)));
    ShadowRow deleted =
        new ShadowRow(
            PERSON,
            person,
            version(7, true),
            Optional.empty(),
            Optional.of(
                new KnownCommits(new CommitTime(700, 7_000), Optional.of(new CommitTime(0, 9)))));
    ShadowRow moved = new ShadowRow(TOOTH, tooth, version(-2, false), Optional.of(toothRow));
    transact(List.of(), List.of(person(1, "a", 1L), tooth(1, 5)), List.of(moved));
    transact(List.of(), List.of(), List.of(deleted));

    assertThat(shadowRows(PERSON, person, key("person", "id", PERSON, 2L)))
        .containsExactly(Map.entry(person, deleted));
    assertThat(shadowRows(TOOTH, tooth)).containsExactly(Map.entry(tooth, moved));

    ShadowRow neverInserted =
        new ShadowRow(
            PERSON,
            person,
            version(8, true),
            Optional.empty(),
            Optional.of(new KnownCommits(new CommitTime(800, 8_000), Optional.empty())));
    transact(List.of(), List.of(), List.of(neverInserted));
    assertThat(shadowRows(PERSON, person)).containsExactly(Map.entry(person, neverInserted));
  }

  @Test
  void aTransactionDeletesChildrenBeforeTheirParents() {
    write(person(1, "a", 1L), tooth(1, 5));
    TargetKey parent = key("person", "id", PERSON, 1L);
    TargetKey child =
        values.key("tooth", List.of(convert(TOOTH, "id", 1L), convert(TOOTH, "no", 5L)));

    assertThatThrownBy(() -> transact(List.of(parent), List.of(), List.of()))
        .isInstanceOfSatisfying(
            RowsRefusedException.class, e -> assertThat(e.mayPassLater()).isTrue());
    transact(List.of(child, parent), List.of(), List.of());

    assertThat(tested.rows("person", "id")).isEmpty();
    transact(List.of(child, parent), List.of(), List.of()); // they are gone, which is no error
  }

  @Test
  void aRefusedTransactionRemembersNothing() {
    TargetKey key = key("person", "id", PERSON, 1L);
    ShadowRow shadow = new ShadowRow(PERSON, key, version(7, false), Optional.of(key));

    assertThatThrownBy(() -> transact(List.of(), List.of(person(1, "a", 300L)), List.of(shadow)))
        .isInstanceOf(RowsRefusedException.class);

    assertThat(shadowRows(PERSON, key)).isEmpty();
  }

  @Test
  void rowsAreCounted() {
    assertThat(target.rowCount().of(PERSON)).isZero();

    write(person(1, "a", 1L), person(2, "b", 1L), pet("rex", 1L));

    assertThat(target.rowCount().of(PERSON)).isEqualTo(2);
  }

  @Test
  void aSentinelHasArrivedOnceItIsARow() {
    assertThat(target.sentinels().has("first")).isFalse();

    write(row(SENTINEL, "token", "first"));

    assertThat(target.sentinels().has("first")).isTrue();
    assertThat(target.sentinels().has("second")).isFalse();
  }

  @Test
  void theHighestNumberOfASequenceIsThatOfItsColumns() {
    assertThat(target.sequences().highest(NUMBERS)).isZero();

    write(ticket(7, "a"), ticket(3, "b"));

    assertThat(target.sequences().highest(NUMBERS)).isEqualTo(7);
  }

  @Test
  void aSequenceGivesNumbersThatWereNeverUsed() {
    write(ticket(7, "a"));
    target.sequences().begin(Map.of(NUMBERS, 7L));
    target.sequences().begin(Map.of(NUMBERS, 100L));

    long first = target.sequences().drawnNumber(NUMBERS);
    long second = target.sequences().drawnNumber(NUMBERS);

    assertThat(first).isGreaterThan(100).isNotEqualTo(second);
    assertThat(second).isGreaterThan(100);
  }

  @Test
  void anInsertThatIsTriedDrawsANumberAndLeavesNoRow() {
    target.sequences().begin(Map.of(NUMBERS, 7L));
    assertThat(target.sequences().insertedNumber(TICKET, "no")).isEmpty(); // no row to copy

    write(ticket(7, null));

    assertThat(target.sequences().insertedNumber(TICKET, "no").orElseThrow()).isGreaterThan(7);
    assertThat(tested.rows("ticket", "no")).containsExactly(List.of(7L));
  }

  @Test
  void anInsertThatNeedsAUniqueValueIsNotTried() {
    target.sequences().begin(Map.of(NUMBERS, 7L));
    write(ticket(7, "a"));

    assertThat(target.sequences().insertedNumber(TICKET, "no")).isEmpty();
  }

  @Test
  void ownTablesMayBeMadeAgain() {
    target.administration().ownTables().make(SCHEMA);
    target.administration().ownTables().make(SCHEMA);

    assertThat(target.fileLedger().countsByTable()).isEmpty();
    assertThat(target.partitionLedger().firstPosition()).isEmpty();
  }

  @Test
  void theBulkLoadWritesInItsOwnPhaseAlone() {
    write(person(1, "a", null));

    Phases.move(target, Phase.APPLYING);

    assertThatThrownBy(() -> write(person(1, "late", null)))
        .isInstanceOf(WritesEndedException.class)
        .hasMessage(
            "the bulk load may not write to the target while the migration is in phase APPLYING");
    assertThat(tested.rows("person", "id", "email")).containsExactly(List.of(1L, "a"));
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "a live job that was thought dead goes on",
      moment = "after the journal",
      outcome = "it can write no row")
  void noChangeIsAppliedOnceTheTargetOwnsTheData() {
    transact(List.of(), List.of(person(1, "a", null)), List.of());
    Phases.move(target, Phase.VERIFIED);
    transact(List.of(), List.of(person(2, "b", null)), List.of());

    Phases.move(target, Phase.JOURNALLED);

    assertThatThrownBy(() -> transact(List.of(), List.of(person(1, "late", null)), List.of()))
        .isInstanceOf(WritesEndedException.class)
        .hasMessage(
            "live apply may not write to the target while the migration is in phase JOURNALLED: the"
                + " target owns the data");
    assertThat(tested.rows("person", "id", "email"))
        .containsExactly(List.of(1L, "a"), List.of(2L, "b"));
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "a cutover that was thought dead goes on copying rows again",
      moment = "its journal has moved on, to the same phase of the next cutover too",
      outcome = "it can write no row")
  void aCutoverThatWasThoughtDeadCopiesNoRowAgain() {
    Phases.move(target, Phase.CAUGHT_UP);
    Journal journal = target.administration().journal("test", Clock.systemUTC());
    JournalEntry first = journal.read();
    ApplyTransactions copying = target.repairTransactions(first.epoch());
    copying.run(transaction -> written(transaction, person(1, "a", null)));

    JournalEntry second = journal.replace(first, first.in(Phase.READY));
    assertThatThrownBy(
            () -> copying.run(transaction -> written(transaction, person(2, "late", null))))
        .isInstanceOf(WritesEndedException.class)
        .hasMessageContaining("while the migration is in phase READY");
    second = journal.replace(second, second.in(Phase.FENCED));
    second = journal.replace(second, second.in(Phase.CAUGHT_UP));
    assertThatThrownBy(
            () -> copying.run(transaction -> written(transaction, person(2, "late", null))))
        .isInstanceOf(WritesEndedException.class)
        .hasMessageContaining("another process has taken the migration on since");
    target
        .repairTransactions(second.epoch())
        .run(transaction -> written(transaction, person(3, "c", null)));

    assertThat(tested.rows("person", "id", "email"))
        .containsExactly(List.of(1L, "a"), List.of(3L, "c"));
  }

  private static int written(ApplyTransaction transaction, TargetRow row) {
    transaction.write(new Writes(List.of(), List.of(row), List.of()));
    return 1;
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "a bulk load or live job stands still, and its migration is given up and begun anew",
      moment = "it writes rows or a ledger, in a phase in which the new migration's would",
      outcome = "it can write no row and nothing into a ledger")
  void whatWasOpenedForAMigrationThatWasGivenUpWritesNothing() {
    PartitionLedger partitions = target.partitionLedger();
    Partition whole = new Partition(PERSON.source(), 0, Optional.empty(), Optional.empty());
    write(person(1, "a", null));
    transact(List.of(), List.of(person(2, "b", null)), List.of());
    partitions.plan(PERSON.source(), 1, List.of(whole));

    tested.beginAnew(Phase.BULK_LOADING);

    assertGivenUp(() -> write(person(1, "late", null)));
    assertGivenUp(() -> transact(List.of(), List.of(person(2, "late", null)), List.of()));
    assertGivenUp(() -> partitions.finish(whole, new PartitionRecord.Loaded(1, 1, 0, 0)));
    assertGivenUp(() -> target.fileLedger().record(List.of(APPLIED)));
    assertThat(tested.rows("person", "id", "email"))
        .containsExactly(List.of(1L, "a"), List.of(2L, "b"));
    assertThat(partitions.partition(PERSON.source(), 0).orElseThrow().done()).isFalse();
    assertThat(target.fileLedger().countsByTable()).isEmpty();
  }

  private static void assertGivenUp(ThrowingCallable write) {
    assertThatThrownBy(write)
        .isInstanceOf(WritesEndedException.class)
        .hasMessageEndingWith(
            "may not write to the target any more: the migration that it was started for was given"
                + " up");
  }

  private void assertRefused(Reason reason, TargetRow row) {
    assertThatThrownBy(() -> write(row))
        .isInstanceOfSatisfying(
            RowsRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private void write(TargetRow... rows) {
    target.rowWriter().write(List.of(rows));
  }

  private void transact(List<TargetKey> deletes, List<TargetRow> rows, List<ShadowRow> shadows) {
    target
        .applyTransactions()
        .run(
            transaction -> {
              transaction.write(new Writes(deletes, rows, shadows));
              return rows.size();
            });
  }

  private Map<TargetKey, ShadowRow> shadowRows(TargetTable table, TargetKey... keys) {
    return target
        .applyTransactions()
        .run(transaction -> transaction.shadowRows(table, List.of(keys)));
  }

  private static ChangeVersion version(long position, boolean deleted) {
    return new ChangeVersion(
        new ChangePosition(new Position(position + 1, 2), new Position(position, 3)),
        deleted,
        4,
        "file");
  }

  private TargetRow person(long id, String email, Long age) {
    return row(PERSON, "id", id, "email", email, "age", age);
  }

  private TargetRow pet(String name, Long owner) {
    return row(PET, "name", name, "owner", owner);
  }

  private TargetRow ticket(long no, String seat) {
    return row(TICKET, "no", no, "seat", seat);
  }

  private TargetRow tooth(long person, long no) {
    return row(TOOTH, "no", no, "id", person);
  }

  private TargetRow row(TargetTable table, Object... columnsAndValues) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < columnsAndValues.length; i += 2) {
      String column = (String) columnsAndValues[i];
      row.put(column, convert(table, column, columnsAndValues[i + 1]));
    }
    return new TargetRow(table, row);
  }

  private TargetKey key(String name, String column, TargetTable table, Object value) {
    return values.key(name, List.of(convert(table, column, value)));
  }

  private Object convert(TargetTable table, String column, Object value) {
    return values.convert(table.column(column), value);
  }
}
