package dev.crossover.engine.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.apply.Tables;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.schema.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every source of rows keeps to. */
public abstract class RowSourceContract {
  /** The table {@code public.item}, whose key is {@code id}; {@code name} may be NULL. */
  protected static final TargetTable ITEM =
      Tables.table(
          "public.item",
          "item",
          0,
          "id",
          Tables.column("id", "int8", Tables.INTEGER),
          Tables.column("name", "text", Tables.TEXT));

  /** A source in which the table is empty; ended with the test. */
  protected abstract RowSource source();

  /** The table, with the types that the source has for its columns. */
  protected TargetTable item() {
    return ITEM;
  }

  /** Inserts and commits a row. */
  protected abstract void insert(long id, String name);

  /** Deletes a row and commits. */
  protected abstract void delete(long id);

  /** A change that stands in the log and is not seen by a query yet. */
  protected interface Unseen {
    /** Lets it be seen once somebody waits for that; returns when it is. */
    void show() throws Exception;
  }

  /** Inserts a row as the source does that waits for a replica before it shows a commit. */
  protected abstract Unseen insertUnseen(long id, String name) throws Exception;

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the source waits for a replica, and its log has a change that no query sees yet",
      moment = "the row of a dead letter is read again",
      outcome = "the reading waits until the change is seen, and has it",
      rowsLost = Fault.RowsLost.NOT_COMPARED)
  void aSnapshotOfAllThatIsLoggedHasWhatNoQuerySeesYet() throws Exception {
    insert(1, "seen");
    Unseen change = insertUnseen(2, "logged");
    try (RowSource.Snapshot moment = source().snapshot()) {
      assertThat(moment.find(item(), Map.of("id", "1"))).isPresent();
      assertThat(moment.find(item(), Map.of("id", "2"))).isEmpty();
    }
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Future<Optional<Row>> row = reader.submit(this::secondOfAllLogged);
      change.show();
      assertThat(row.get()).contains(new Row(List.of(2L, "logged")));
    } finally {
      reader.shutdown();
    }
  }

  private Optional<Row> secondOfAllLogged() {
    try (RowSource.Snapshot moment = source().snapshotOfAllLogged()) {
      return moment.find(item(), Map.of("id", "2"));
    }
  }

  @Test
  void everyRowIsInOnePartitionAndTheyComeInTheOrderOfTheKey() {
    for (long id : new long[] {5, -3, 12, 7, 1, 30, 8, 2, 100, 99, 9}) {
      insert(id, "n" + id);
    }

    List<Long> ids = new ArrayList<>();
    List<Partition> partitions = source().cut(item(), 4);
    partitions.forEach(part -> source().read(item(), part, row -> ids.add(id(row))));

    assertThat(partitions).hasSizeGreaterThan(1);
    assertThat(partitions).extracting(Partition::number).containsSequence(0, 1);
    assertThat(ids).containsExactly(-3L, 1L, 2L, 5L, 7L, 8L, 9L, 12L, 30L, 99L, 100L);
  }

  @Test
  void anEmptyTableIsOnePartitionThatTakesWhatComesLater() {
    List<Partition> partitions = source().cut(item(), 10);
    insert(1, "late");

    assertThat(partitions).hasSize(1);
    assertThat(read(partitions.get(0))).containsExactly(new Row(List.of(1L, "late")));
  }

  @Test
  void rowsThatComeAfterTheCutHaveTheirPartition() {
    LongStream.range(10, 20).forEach(id -> insert(id, "n"));
    List<Partition> partitions = source().cut(item(), 4);
    insert(1, "below");
    insert(1_000, "above");

    assertThat(partitions.stream().flatMap(part -> read(part).stream()).map(RowSourceContract::id))
        .hasSize(12)
        .startsWith(1L)
        .endsWith(1_000L);
  }

  @Test
  void aRowKeepsItsNulls() {
    insert(1, null);

    assertThat(read(source().cut(item(), 10).get(0)).get(0).values()).containsExactly(1L, null);
  }

  @Test
  void aSnapshotStaysAtItsMoment() {
    insert(1, "one");
    try (RowSource.Snapshot snapshot = source().snapshot()) {
      assertThat(snapshot.find(item(), Map.of("id", "1"))).isPresent();
      delete(1);
      insert(2, "two");

      assertThat(snapshot.find(item(), Map.of("id", "1"))).contains(new Row(List.of(1L, "one")));
      assertThat(snapshot.find(item(), Map.of("id", "2"))).isEmpty();
    }
    try (RowSource.Snapshot later = source().snapshot()) {
      assertThat(later.find(item(), Map.of("id", "1"))).isEmpty();
      assertThat(later.find(item(), Map.of("id", "2"))).isPresent();
    }
  }

  @Test
  void aRowIsFoundByWhatTheSourcePrintsOfIt() {
    insert(-7, "seven");
    String printed = source().text().of(-7L, item().column("id").sourceType());

    try (RowSource.Snapshot snapshot = source().snapshot()) {
      assertThat(snapshot.find(item(), Map.of("id", printed))).isPresent();
    }
  }

  @Test
  void whatIsCommittedAfterAPositionStandsAboveIt() {
    LogPosition before = source().position();
    insert(1, "one");

    assertThat(source().position().isAtLeast(before)).isTrue();
    assertThat(before.isAtLeastInAShard(source().position())).isFalse();
  }

  private List<Row> read(Partition partition) {
    List<Row> rows = new ArrayList<>();
    source().read(item(), partition, rows::add);
    return rows;
  }

  private static long id(Row row) {
    return (Long) row.values().get(0);
  }
}
