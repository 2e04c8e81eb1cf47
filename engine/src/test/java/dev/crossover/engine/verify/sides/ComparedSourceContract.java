package dev.crossover.engine.verify.sides;

import static dev.crossover.engine.verify.sides.ComparedTables.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.types.SourceType;
import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.encoding.KeyPart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every source that verification reads does. */
public abstract class ComparedSourceContract {
  /**
   * A source with an empty table {@code item} of the two columns of {@link ComparedTables#named},
   * the same one for the whole test.
   */
  protected abstract ComparedSource source();

  /** The source's type of a 64-bit integer. */
  protected abstract SourceType integer();

  /** The source's type of a text of any length. */
  protected abstract SourceType text();

  /** Commits a row of {@code item}; an empty name is NULL. */
  protected abstract void insert(long id, Optional<String> name);

  /** The table {@code item}. */
  protected final TargetTable item() {
    return ComparedTables.named("item", integer(), text());
  }

  private SourceRowReader reader() {
    return source().open(ComparedTable.of(item(), source()));
  }

  private Map<ComparedKey, EncodedRow> byKeys(ComparedKey... keys) {
    Map<ComparedKey, EncodedRow> rows = new TreeMap<>();
    try (RowCursor cursor = reader().byKeys(List.of(keys))) {
      cursor.forEachRemaining(row -> rows.put(row.key(), row));
    }
    return rows;
  }

  private void insert(long... ids) {
    for (long id : ids) {
      insert(id, Optional.of("name " + id));
    }
  }

  private static List<Long> ids(RowCursor rows) {
    List<Long> ids = new ArrayList<>();
    try (rows) {
      rows.forEachRemaining(row -> ids.add(id(row.key())));
    }
    return ids;
  }

  private static long id(ComparedKey key) {
    return key.parts().get(0).number().longValueExact();
  }

  private static List<Long> ids(SourceRowReader reader, Optional<Long> from, Optional<Long> to) {
    try (SourceRowReader.Snapshot snapshot = reader.snapshot()) {
      return ids(snapshot.rows(from.map(ComparedTables::key), to.map(ComparedTables::key)));
    }
  }

  @Test
  void itsOwnIntegersAndTextsCanBeCompared() {
    assertThat(item().columns()).allMatch(source()::comparable);
  }

  @Test
  void cutsAndRowsGiveEveryRowOnceInOrder() {
    insert(10, 9, -1, 100, 1, 2, 33);

    for (int rows : new int[] {1, 2, 3, 6, 7, 8}) {
      List<Long> read = new ArrayList<>();
      Optional<ComparedKey> from = Optional.empty();
      do {
        try (SourceRowReader.Snapshot snapshot = reader().snapshot()) {
          Optional<ComparedKey> to = snapshot.cut(from, rows);
          List<Long> chunk = ids(snapshot.rows(from, to));
          assertThat(chunk).hasSizeLessThanOrEqualTo(rows);
          read.addAll(chunk);
          from = to;
        }
      } while (from.isPresent());
      assertThat(read).as("chunks of " + rows).containsExactly(-1L, 1L, 2L, 9L, 10L, 33L, 100L);
    }
  }

  @Test
  void aCutStandsThatManyRowsAfterItsStart() {
    insert(1, 2, 3, 4);

    try (SourceRowReader.Snapshot snapshot = reader().snapshot()) {
      assertThat(snapshot.cut(Optional.empty(), 3)).contains(key(4));
      assertThat(snapshot.cut(Optional.empty(), 4)).isEmpty();
      assertThat(snapshot.cut(Optional.of(key(2)), 2)).contains(key(4));
      assertThat(snapshot.cut(Optional.of(key(2)), 3)).isEmpty();
    }
  }

  @Test
  void boundsAreHalfOpen() {
    insert(1, 2, 3, 4);

    assertThat(ids(reader(), Optional.of(2L), Optional.of(4L))).containsExactly(2L, 3L);
    assertThat(ids(reader(), Optional.of(2L), Optional.empty())).containsExactly(2L, 3L, 4L);
    assertThat(ids(reader(), Optional.empty(), Optional.of(2L))).containsExactly(1L);
    assertThat(ids(reader(), Optional.of(2L), Optional.of(2L))).isEmpty();
  }

  @Test
  void anEmptyTableHasNoRowsAndNoCut() {
    try (SourceRowReader.Snapshot snapshot = reader().snapshot()) {
      assertThat(snapshot.cut(Optional.empty(), 1)).isEmpty();
      assertThat(ids(snapshot.rows(Optional.empty(), Optional.empty()))).isEmpty();
    }
    assertThat(reader().estimatedRows()).isZero();
  }

  @Test
  void aSnapshotSeesOneMoment() {
    insert(1, 2);

    try (SourceRowReader.Snapshot snapshot = reader().snapshot()) {
      assertThat(snapshot.cut(Optional.empty(), 2)).isEmpty();
      insert(3, 4);
      assertThat(ids(snapshot.rows(Optional.empty(), Optional.empty()))).containsExactly(1L, 2L);
    }
    assertThat(ids(reader(), Optional.empty(), Optional.empty())).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void byKeysFindsExactlyTheRowsThatAreThere() {
    insert(1, 2, 3);

    assertThat(byKeys(key(3), key(7), key(1)).keySet()).containsExactlyInAnyOrder(key(1), key(3));
    assertThat(byKeys()).isEmpty();
  }

  @Test
  void aKeyThatTheSourceCannotHoldHasNoRow() {
    insert(1);

    ComparedKey tooLong = new ComparedKey(List.of(KeyPart.of(BigDecimal.TEN.pow(30))));
    ComparedKey none = new ComparedKey(List.of(KeyPart.ofNull()));

    assertThat(byKeys(tooLong, none, key(1)).keySet()).containsExactly(key(1));
  }

  @Test
  void encodesWhatItsValuesMeanOnTheTarget() {
    insert(1, Optional.of("one "));
    insert(2, Optional.empty());

    EncodedRow one = byKeys(key(1)).get(key(1));
    EncodedRow two = byKeys(key(2)).get(key(2));

    assertThat(one.value(0)).isEqualTo(CanonicalEncoding.integer(1));
    assertThat(one.value(1)).isEqualTo(CanonicalEncoding.text("one "));
    assertThat(two.value(1)).isEqualTo(CanonicalEncoding.nullValue());
  }

  @Test
  void readsARowInTheSameFormByRangeAndByKey() {
    insert(1);

    try (SourceRowReader.Snapshot snapshot = reader().snapshot();
        RowCursor rows = snapshot.rows(Optional.empty(), Optional.empty())) {
      assertThat(rows.next().sameAs(byKeys(key(1)).get(key(1)))).isTrue();
    }
  }

  @Test
  void countsAllRowsAndThoseOfKeysAtOneMoment() {
    ComparedTable item = ComparedTable.of(item(), source());
    insert(1, 2, Long.MAX_VALUE, Long.MIN_VALUE);

    try (RowCounts counts = source().counts()) {
      insert(3);
      assertThat(counts.all(item)).isEqualTo(4);
      assertThat(
              counts.of(
                  item, List.of(key(1), key(3), key(7), key(Long.MAX_VALUE), key(Long.MIN_VALUE))))
          .isEqualTo(3);
      assertThat(counts.of(item, List.of())).isZero();
    }
    try (RowCounts later = source().counts()) {
      assertThat(later.all(item)).isEqualTo(5);
    }
  }

  @Test
  void countsNoRowsOfATableThatItDoesNotHave() {
    ComparedTable nowhere =
        ComparedTable.of(ComparedTables.named("nowhere", integer(), text()), source());

    try (RowCounts counts = source().counts()) {
      assertThatThrownBy(() -> counts.all(nowhere))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("nowhere");
    }
  }

  @Test
  void estimatesTheRows() {
    insert(1, 2, 3);

    assertThat(reader().estimatedRows()).isPositive();
  }

  @Test
  void refusesATableThatItDoesNotHave() {
    TargetTable nowhere = ComparedTables.named("nowhere", integer(), text());

    assertThatThrownBy(() -> source().open(ComparedTable.of(nowhere, source())))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("nowhere");
  }
}
