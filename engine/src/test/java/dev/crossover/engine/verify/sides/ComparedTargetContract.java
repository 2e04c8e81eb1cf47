package dev.crossover.engine.verify.sides;

import static dev.crossover.engine.verify.sides.ComparedTables.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.encoding.KeyPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every target that verification reads does. */
public abstract class ComparedTargetContract {
  /** {@code item(id, name)} with the key {@code id}. */
  protected static final TargetTable ITEM = ComparedTables.named("item");

  /** {@code line(id, parent)} with the key {@code (parent, id)}; its source key is {@code id}. */
  protected static final TargetTable LINE = ComparedTables.child("line");

  private static final TargetTable NOWHERE = ComparedTables.named("nowhere");

  /**
   * A target with the empty tables {@link #ITEM} and {@link #LINE}, for which live apply has
   * started; the same one for the whole test.
   */
  protected abstract ComparedTarget target();

  /**
   * Commits a row.
   *
   * @param values a {@code Long}, {@code String} or null for each column
   */
  protected abstract void put(TargetTable table, Object... values);

  /**
   * Commits what live apply records of an event.
   *
   * @param event grows with every event of the key
   */
  protected abstract void mark(TargetTable table, long event, long id);

  private TargetRowReader reader(TargetTable table) {
    return target().open(ComparedTable.of(table, new InMemoryComparedSource()));
  }

  private Map<ComparedKey, List<EncodedRow>> byKeys(TargetTable table, ComparedKey... keys) {
    Map<ComparedKey, List<EncodedRow>> rows = new TreeMap<>();
    try (RowCursor cursor = reader(table).byKeys(List.of(keys))) {
      cursor.forEachRemaining(
          row -> rows.computeIfAbsent(row.key(), none -> new ArrayList<>()).add(row));
    }
    return rows;
  }

  private AppliedKeys applied() {
    return reader(ITEM).applied();
  }

  private static List<Long> ids(RowCursor rows) {
    List<Long> ids = new ArrayList<>();
    try (rows) {
      rows.forEachRemaining(row -> ids.add(row.key().parts().get(0).number().longValueExact()));
    }
    return ids;
  }

  private List<Long> ids(TargetTable table, Optional<Long> from, Optional<Long> to) {
    return ids(reader(table).rows(from.map(ComparedTables::key), to.map(ComparedTables::key)));
  }

  @Test
  void givesEveryRowOnceInOrder() {
    for (long id : new long[] {10, 9, -1, 100, 1}) {
      put(ITEM, id, "name");
    }

    assertThat(ids(ITEM, Optional.empty(), Optional.empty()))
        .containsExactly(-1L, 1L, 9L, 10L, 100L);
  }

  @Test
  void givesRowsInTheOrderOfTheSourcesKeyWhateverItsOwnKeyIs() {
    put(LINE, 1L, 30L);
    put(LINE, 2L, 20L);
    put(LINE, 3L, 10L);

    assertThat(ids(LINE, Optional.empty(), Optional.empty())).containsExactly(1L, 2L, 3L);
    assertThat(ids(LINE, Optional.of(2L), Optional.of(3L))).containsExactly(2L);
  }

  @Test
  void boundsAreHalfOpen() {
    for (long id = 1; id <= 4; id++) {
      put(ITEM, id, "name");
    }

    assertThat(ids(ITEM, Optional.of(2L), Optional.of(4L))).containsExactly(2L, 3L);
    assertThat(ids(ITEM, Optional.of(2L), Optional.empty())).containsExactly(2L, 3L, 4L);
    assertThat(ids(ITEM, Optional.empty(), Optional.of(2L))).containsExactly(1L);
    assertThat(ids(ITEM, Optional.of(2L), Optional.of(2L))).isEmpty();
  }

  @Test
  void aRowWithoutASourceKeyStandsFirst() {
    put(LINE, 1L, 10L);
    put(LINE, null, 10L);

    List<ComparedKey> keys = new ArrayList<>();
    try (RowCursor rows = reader(LINE).rows(Optional.empty(), Optional.of(key(2)))) {
      rows.forEachRemaining(row -> keys.add(row.key()));
    }

    assertThat(keys).containsExactly(new ComparedKey(List.of(KeyPart.ofNull())), key(1));
  }

  @Test
  void byKeysFindsExactlyTheRowsThatAreThere() {
    put(ITEM, 1L, "one");
    put(ITEM, 2L, "two");
    put(ITEM, 3L, "three");

    Map<ComparedKey, List<EncodedRow>> found = byKeys(ITEM, key(3), key(7), key(1));

    assertThat(found.keySet()).containsExactlyInAnyOrder(key(1), key(3));
    assertThat(found.values()).allMatch(rows -> rows.size() == 1);
    assertThat(byKeys(ITEM)).isEmpty();
  }

  @Test
  void byKeysFindsEveryRowOfAKeyThatStandsTwice() {
    put(LINE, 1L, 10L);
    put(LINE, 1L, 20L);
    put(LINE, 2L, 10L);

    assertThat(byKeys(LINE, key(1)).get(key(1))).hasSize(2);
    assertThat(ids(LINE, Optional.empty(), Optional.empty())).containsExactly(1L, 1L, 2L);
  }

  @Test
  void aKeyThatItCannotHoldBoundsNothingAndHasNoRow() {
    put(ITEM, 1L, "one");
    ComparedKey infinite = new ComparedKey(List.of(KeyPart.above("infinity")));

    assertThat(reader(ITEM).canBound(infinite)).isFalse();
    assertThat(reader(ITEM).canBound(key(1))).isTrue();
    assertThat(byKeys(ITEM, infinite, key(1)).keySet()).containsExactly(key(1));
  }

  @Test
  void encodesItsValues() {
    put(ITEM, 1L, "one ");
    put(ITEM, 2L, null);

    Map<ComparedKey, List<EncodedRow>> rows = byKeys(ITEM, key(1), key(2));

    assertThat(rows.get(key(1)).get(0).value(0)).isEqualTo(CanonicalEncoding.integer(1));
    assertThat(rows.get(key(1)).get(0).value(1)).isEqualTo(CanonicalEncoding.text("one "));
    assertThat(rows.get(key(2)).get(0).value(1)).isEqualTo(CanonicalEncoding.nullValue());
  }

  @Test
  void seesWhatWasCommittedBeforeTheCall() {
    TargetRowReader reader = reader(ITEM);
    put(ITEM, 1L, "one");
    assertThat(ids(reader.rows(Optional.empty(), Optional.empty()))).containsExactly(1L);

    put(ITEM, 2L, "two");
    assertThat(ids(reader.rows(Optional.empty(), Optional.empty()))).containsExactly(1L, 2L);
  }

  @Test
  void countsAllRowsAndThoseOfKeysAtOneMoment() {
    ComparedTable line = ComparedTable.of(LINE, new InMemoryComparedSource());
    put(LINE, 1L, 10L);
    put(LINE, 1L, 20L);
    put(LINE, Long.MAX_VALUE, 10L);
    put(LINE, null, 10L);

    try (RowCounts counts = target().counts()) {
      put(LINE, 2L, 10L);
      assertThat(counts.all(line)).isEqualTo(4);
      assertThat(counts.of(line, List.of(key(1), key(2), key(Long.MAX_VALUE)))).isEqualTo(3);
      assertThat(counts.of(line, List.of())).isZero();
    }
    try (RowCounts later = target().counts()) {
      assertThat(later.all(line)).isEqualTo(5);
    }
  }

  @Test
  void countsNoRowsOfATableThatItDoesNotHave() {
    try (RowCounts counts = target().counts()) {
      assertThatThrownBy(() -> counts.all(ComparedTable.of(NOWHERE, new InMemoryComparedSource())))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("nowhere");
    }
  }

  @Test
  void aMarkChangesWithEveryEventOfItsKeyOnly() {
    mark(ITEM, 1, 1);
    mark(ITEM, 1, 2);
    Map<ComparedKey, String> before = applied().marks(List.of(key(1), key(2), key(3)));

    mark(ITEM, 2, 1);
    Map<ComparedKey, String> after = applied().marks(List.of(key(1), key(2), key(3)));

    assertThat(before.keySet()).containsExactlyInAnyOrder(key(1), key(2));
    assertThat(after.keySet()).containsExactlyInAnyOrder(key(1), key(2));
    assertThat(after.get(key(1))).isNotEqualTo(before.get(key(1)));
    assertThat(after.get(key(2))).isEqualTo(before.get(key(2)));
    assertThat(applied().marks(List.of())).isEmpty();
  }

  @Test
  void keysAppliedSinceATimeAreCountedAndHandedOverOnce() {
    mark(ITEM, 1, 1);
    mark(ITEM, 1, 2);
    Instant since = target().time();
    mark(ITEM, 2, 2);
    mark(ITEM, 1, 3);
    mark(ITEM, 1, 4);

    List<Integer> batches = new ArrayList<>();
    List<ComparedKey> keys = new ArrayList<>();
    applied()
        .since(
            since,
            2,
            batch -> {
              batches.add(batch.size());
              keys.addAll(batch);
            });

    assertThat(applied().countSince(since)).isEqualTo(3);
    assertThat(keys).containsExactlyInAnyOrder(key(2), key(3), key(4));
    assertThat(batches).containsExactly(2, 1);
    assertThat(applied().sample(since, 2)).hasSize(2);
    assertThat(applied().sample(since, 10)).containsExactlyInAnyOrder(key(2), key(3), key(4));
  }

  @Test
  void nothingIsAppliedSinceNow() {
    mark(ITEM, 1, 1);
    Instant since = target().time();

    applied().since(since, 10, batch -> assertThat(batch).isEmpty());

    assertThat(applied().countSince(since)).isZero();
    assertThat(applied().sample(since, 10)).isEmpty();
  }

  @Test
  void itsTimeNeverGoesBack() {
    Instant first = target().time();

    assertThat(target().time()).isAfterOrEqualTo(first);
  }

  @Test
  void namesTheTypesOfItsColumns() {
    assertThat(ITEM.columns()).allMatch(column -> !target().typeName(column).isBlank());
  }

  @Test
  void refusesToReadATableThatItDoesNotHave() {
    assertThatThrownBy(
            () -> {
              try (RowCursor rows = reader(NOWHERE).rows(Optional.empty(), Optional.empty())) {
                rows.forEachRemaining(row -> {});
              }
            })
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> byKeys(NOWHERE, key(1))).isInstanceOf(TargetException.class);
  }

  @Test
  void saysThatNothingIsRecordedWhereLiveApplyHasNotStarted() {
    assertThatThrownBy(() -> reader(NOWHERE).applied().countSince(Instant.EPOCH))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> reader(NOWHERE).applied().marks(List.of(key(1))))
        .isInstanceOf(TargetException.class);
  }
}
