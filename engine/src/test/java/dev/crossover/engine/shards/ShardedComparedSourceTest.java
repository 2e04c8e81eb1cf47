package dev.crossover.engine.shards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.InMemoryComparedSource;
import dev.crossover.engine.verify.sides.RowCounts;
import dev.crossover.engine.verify.sides.RowCursor;
import dev.crossover.engine.verify.sides.SourceRowReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShardedComparedSourceTest {
  private static final ShardColumn COLUMN = new ShardColumn("shard");
  private static final TargetTable WHOLE = ShardTables.item();
  private static final TargetTable OWN = COLUMN.without(WHOLE);

  private final InMemoryComparedSource east = new InMemoryComparedSource().create(OWN);
  private final InMemoryComparedSource north = new InMemoryComparedSource().create(OWN);
  private final InMemoryComparedSource south = new InMemoryComparedSource().create(OWN);
  private final ComparedSource source =
      new ShardedComparedSource(
          Shards.of(Map.of("east", east, "north", north, "south", south)), COLUMN);
  private final ComparedTable item = ComparedTable.of(WHOLE, source);

  private void insert(InMemoryComparedSource shard, long... ids) {
    for (long id : ids) {
      shard.put(OWN, id, "name " + id);
    }
  }

  private static ComparedKey key(String shard, long id) {
    return new ComparedKey(List.of(KeyPart.of(shard), KeyPart.of(BigDecimal.valueOf(id))));
  }

  private static List<ComparedKey> keys(RowCursor rows) {
    List<ComparedKey> keys = new ArrayList<>();
    try (rows) {
      rows.forEachRemaining(row -> keys.add(row.key()));
    }
    return keys;
  }

  @Test
  void everyRowComesOnceInOrderWhateverTheSizeOfTheChunks() {
    insert(north, 5, 1, 9);
    insert(south, 1, 2);
    for (int rows = 1; rows <= 6; rows++) {
      List<ComparedKey> read = new ArrayList<>();
      Optional<ComparedKey> from = Optional.empty();
      do {
        try (SourceRowReader.Snapshot snapshot = source.open(item).snapshot()) {
          Optional<ComparedKey> to = snapshot.cut(from, rows);
          read.addAll(keys(snapshot.rows(from, to)));
          from = to;
        }
      } while (from.isPresent());

      assertThat(read)
          .as("chunks of %d", rows)
          .containsExactly(
              key("north", 1), key("north", 5), key("north", 9), key("south", 1), key("south", 2));
    }
  }

  @Test
  void boundsAreHalfOpenAndMayBeInShardsThatAreFarApart() {
    insert(east, 1, 2);
    insert(north, 1, 2);
    insert(south, 1, 2);
    try (SourceRowReader.Snapshot snapshot = source.open(item).snapshot()) {
      assertThat(keys(snapshot.rows(Optional.of(key("east", 2)), Optional.of(key("south", 2)))))
          .containsExactly(key("east", 2), key("north", 1), key("north", 2), key("south", 1));
      assertThat(keys(snapshot.rows(Optional.of(key("north", 2)), Optional.of(key("north", 2)))))
          .isEmpty();
    }
  }

  @Test
  void aRowHasItsShardsNameAmongItsValues() {
    insert(south, 7);
    try (RowCursor rows = source.open(item).byKeys(List.of(key("south", 7)))) {
      EncodedRow row = rows.next();

      assertThat(row.key()).isEqualTo(key("south", 7));
      assertThat(row.value(0)).isEqualTo(CanonicalEncoding.text("south"));
      assertThat(row.value(1)).isEqualTo(CanonicalEncoding.integer(7));
      assertThat(row.value(2)).isEqualTo(CanonicalEncoding.text("name 7"));
    }
  }

  @Test
  void aKeyOfAnotherShardOrOfNoneHasNoRow() {
    insert(north, 7);

    assertThat(
            keys(
                source
                    .open(item)
                    .byKeys(List.of(key("south", 7), key("west", 7), key("north", 7)))))
        .containsExactly(key("north", 7));
  }

  @Test
  void theKeysAloneAreRowsToo() {
    insert(north, 7);
    try (SourceRowReader.Snapshot snapshot = source.open(item.keysOnly()).snapshot();
        RowCursor rows = snapshot.rows(Optional.empty(), Optional.empty())) {
      EncodedRow row = rows.next();

      assertThat(row.key()).isEqualTo(key("north", 7));
      assertThat(row.value(0)).isEqualTo(CanonicalEncoding.text("north"));
      assertThat(row.value(1)).isEqualTo(CanonicalEncoding.integer(7));
    }
  }

  @Test
  void countsTheRowsOfAllShardsAndThoseOfKeysInTheirs() {
    insert(north, 1, 2);
    insert(south, 1);
    try (RowCounts counts = source.counts()) {
      insert(south, 3);

      assertThat(counts.all(item)).isEqualTo(3);
      assertThat(
              counts.of(
                  item, List.of(key("north", 1), key("south", 1), key("south", 2), key("west", 1))))
          .isEqualTo(2);
    }
  }

  @Test
  void isIndexedOnlyIfEveryShardIs() {
    insert(north, 1);
    insert(south, 1, 2);
    assertThat(source.open(item).indexed()).isTrue();
    assertThat(source.open(item).estimatedRows()).isEqualTo(3);

    south.withoutIndex();

    assertThat(source.open(item).indexed()).isFalse();
  }
}
