package dev.crossover.engine.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.FakeCatalogue;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.SourceSequence;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.SourceTable.IndexColumn;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey;
import dev.crossover.engine.schema.SourceTable.SourceIndex;
import dev.crossover.engine.schema.SourceTable.SourceKey;
import dev.crossover.engine.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShardedCatalogueTest {
  private static final TableName LINE = new TableName("public", "line");

  private final FakeCatalogue north = new FakeCatalogue().add(ShardTables.source());
  private final FakeCatalogue south = new FakeCatalogue().add(ShardTables.source());

  private SourceSchema read() {
    return new ShardedCatalogue(
            Shards.of(Map.of("north", north, "south", south)), new ShardColumn("shard"))
        .read(List.of("public"), List.of());
  }

  private static SourceTable line(boolean unique) {
    SourceTable plain =
        FakeCatalogue.table(
            LINE,
            FakeCatalogue.required("id", FakeCatalogue.NUMBER),
            FakeCatalogue.column("item", FakeCatalogue.NUMBER));
    return new SourceTable(
        LINE,
        plain.columns(),
        plain.primaryKey(),
        List.of(new SourceKey("line_item", List.of("item"), false, false)),
        List.of(
            new SourceForeignKey(
                "line_fk",
                List.of("item"),
                ShardTables.ITEM,
                List.of("id"),
                SourceForeignKey.Action.NO_ACTION,
                SourceForeignKey.Action.NO_ACTION,
                false,
                Optional.empty())),
        List.of(
            new SourceIndex(
                "line_index",
                List.of(new IndexColumn("item", true)),
                List.of(),
                unique,
                false,
                Optional.empty(),
                "an index")),
        List.of(),
        List.of(),
        plain.movement(),
        Optional.empty());
  }

  @Test
  void hasEveryTableOnceWithTheShardsColumnFirstInItAndInItsKeys() {
    north.add(line(true));
    south.add(line(true));

    SourceTable line = read().table(LINE).orElseThrow();

    assertThat(read().tables()).hasSize(2);
    assertThat(line.columns())
        .extracting(SourceColumn::name)
        .containsExactly("shard", "id", "item");
    assertThat(line.column("shard").orElseThrow().nullable()).isFalse();
    assertThat(line.column("shard").orElseThrow().type().type().length()).isEqualTo(16);
    assertThat(line.primaryKey().orElseThrow().columns()).containsExactly("shard", "id");
    assertThat(line.uniques().get(0).columns()).containsExactly("shard", "item");
    assertThat(line.foreignKeys().get(0).columns()).containsExactly("shard", "item");
    assertThat(line.foreignKeys().get(0).parentColumns()).containsExactly("shard", "id");
    assertThat(line.indexes().get(0).columns())
        .containsExactly(new IndexColumn("shard", false), new IndexColumn("item", true));
    assertThat(read().sentinel().primaryKey().orElseThrow().columns())
        .containsExactly("shard", "id");
  }

  @Test
  void leavesAnIndexThatIsNotUniqueAsItIs() {
    north.add(line(false));
    south.add(line(false));

    assertThat(read().table(LINE).orElseThrow().indexes().get(0).columns())
        .containsExactly(new IndexColumn("item", true));
  }

  @Test
  void refusesShardsWhoseTablesDifferAndNamesEveryDifference() {
    north.add(line(true));
    south.add(
        FakeCatalogue.table(
            ShardTables.ITEM,
            FakeCatalogue.required("id", FakeCatalogue.NUMBER),
            FakeCatalogue.required("name", FakeCatalogue.NUMBER),
            FakeCatalogue.column("late", FakeCatalogue.TEXT)));

    assertThatThrownBy(this::read)
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("the shards do not have the same tables")
        .hasMessageContaining("table public.line is in north, not in south")
        .hasMessageContaining("column public.item.name is text in north and number in south")
        .hasMessageContaining("column public.item.late is in south, not in north");
  }

  @Test
  void namesWhatDiffersThoughColumnsAreTheSame() {
    north.add(line(true));
    south.add(line(false));

    assertThatThrownBy(this::read)
        .hasMessageContaining("table public.line in its indexes differs between north and south");
  }

  @Test
  void refusesAColumnThatATableHasAlready() {
    SourceTable taken =
        FakeCatalogue.table(
            LINE,
            FakeCatalogue.required("id", FakeCatalogue.NUMBER),
            FakeCatalogue.column("Shard", FakeCatalogue.TEXT));
    north.add(taken);
    south.add(taken);

    assertThatThrownBy(this::read)
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("table public.line has a column shard of its own");
  }

  @Test
  void aSequenceIsAsFarAsThatOfTheShardThatIsFarthest() {
    north.add(sequence(Optional.of(7L)));
    south.add(sequence(Optional.of(40L)));

    assertThat(read().sequences()).containsExactly(sequence(Optional.of(40L)));
  }

  @Test
  void namesASequenceThatStepsOtherwiseInAShard() {
    north.add(sequence(Optional.empty()));
    south.add(
        new SourceSequence(
            new TableName("public", "ids"), 2, 1, 1_000, Optional.empty(), List.of()));

    assertThatThrownBy(this::read)
        .hasMessageContaining("sequence public.ids differs between north and south");
  }

  private static SourceSequence sequence(Optional<Long> last) {
    return new SourceSequence(new TableName("public", "ids"), 1, 1, 1_000, last, List.of());
  }
}
