package dev.crossover.engine.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.rows.InMemoryRows;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.Partition.KeyBound;
import dev.crossover.engine.rows.Row;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.schema.TargetTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShardedRowsTest {
  private static final ShardColumn COLUMN = new ShardColumn("shard");
  private static final TargetTable WHOLE = ShardTables.item();
  private static final TargetTable OWN = COLUMN.without(WHOLE);

  private final InMemoryRows north = new InMemoryRows();
  private final InMemoryRows south = new InMemoryRows();
  private final RowSource rows =
      new ShardedRows(Shards.of(Map.of("north", north, "south", south)), COLUMN);

  private List<Row> all(List<Partition> partitions) {
    List<Row> read = new ArrayList<>();
    partitions.forEach(part -> rows.read(WHOLE, part, read::add));
    return read;
  }

  private static Row row(Object... values) {
    return new Row(Arrays.asList(values));
  }

  @Test
  void aShardsTableHasNeitherTheColumnNorItsPartOfTheKey() {
    assertThat(OWN.sourceKey()).containsExactly("id");
    assertThat(OWN.primaryKey()).containsExactly("id");
    assertThat(OWN.columns()).extracting("source").containsExactly("id", "name");
  }

  @Test
  void readsRowsOfTheSameKeyFromEveryShardWithTheNameOfTheirs() {
    north.insert(OWN, 1L, "from the north");
    south.insert(OWN, 1L, "from the south");
    south.insert(OWN, 2L, null);

    assertThat(all(rows.cut(WHOLE, 10)))
        .containsExactly(
            row("north", 1L, "from the north"),
            row("south", 1L, "from the south"),
            row("south", 2L, null));
  }

  @Test
  void aPartitionIsOfOneShardAndTogetherTheyTakeWhatComesLater() {
    for (long id : new long[] {10, 20, 30}) {
      north.insert(OWN, id, "n");
    }

    List<Partition> partitions = rows.cut(WHOLE, 2);
    north.insert(OWN, 5L, "below");
    north.insert(OWN, 99L, "above");
    south.insert(OWN, 1L, "into an empty shard");

    assertThat(partitions)
        .containsExactly(
            new Partition(
                WHOLE.source(),
                0,
                Optional.of(new KeyBound(List.of("north"))),
                Optional.of(new KeyBound(List.of("north", "30")))),
            new Partition(
                WHOLE.source(),
                1,
                Optional.of(new KeyBound(List.of("north", "30"))),
                Optional.empty()),
            new Partition(
                WHOLE.source(), 2, Optional.of(new KeyBound(List.of("south"))), Optional.empty()));
    assertThat(all(partitions))
        .extracting(found -> found.values().get(1))
        .containsExactly(5L, 10L, 20L, 30L, 99L, 1L);
  }

  @Test
  void findsARowInItsShardAlone() {
    north.insert(OWN, 1L, "one");
    try (RowSource.Snapshot snapshot = rows.snapshot()) {
      assertThat(snapshot.find(WHOLE, Map.of("shard", "north", "id", "1")))
          .contains(row("north", 1L, "one"));
      assertThat(snapshot.find(WHOLE, Map.of("shard", "south", "id", "1"))).isEmpty();
      assertThat(snapshot.find(WHOLE, Map.of("shard", "nowhere", "id", "1"))).isEmpty();
    }
  }

  @Test
  void estimatesTheRowsOfAllShards() {
    north.insert(OWN, 1L, "a");
    south.insert(OWN, 1L, "b");

    assertThat(rows.estimatedRows(WHOLE)).isEqualTo(2);
  }

  @Test
  void printsAShardsNameAsItIs() {
    assertThat(rows.text().of("north", WHOLE.column("shard").sourceType())).isEqualTo("north");
    assertThat(rows.text().of(7L, WHOLE.column("id").sourceType())).isEqualTo("7");
  }

  @Test
  void namesTheShardThatCannotBeRead() {
    north.insert(OWN, 1L, "a");
    south.beforeRead(
        table -> {
          throw new SourceException("connection lost");
        });

    assertThatThrownBy(() -> all(rows.cut(WHOLE, 10)))
        .isInstanceOf(SourceException.class)
        .hasMessage("shard south: connection lost");
  }
}
