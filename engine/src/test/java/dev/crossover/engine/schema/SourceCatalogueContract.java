package dev.crossover.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.types.PortableType.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every source's catalogue does. */
public abstract class SourceCatalogueContract {
  private static final TableName ITEM = new TableName("shop", "item");
  private static final TableName OLD_ITEM = new TableName("shop", "old_item");
  private static final TableName LOG = new TableName("audit", "log");

  /** A source without tables. */
  protected abstract SourceCatalogue catalogue();

  /** Adds a table with the integer key {@code id} and the text {@code note} that may be NULL. */
  protected abstract void createTable(TableName name);

  private SourceSchema read(String... excluded) {
    return catalogue().read(List.of("shop"), List.of(excluded));
  }

  @Test
  protected void readsTheTablesOfTheChosenSchemasOrderedByName() {
    createTable(OLD_ITEM);
    createTable(ITEM);
    createTable(LOG);

    assertThat(read().tables()).extracting(SourceTable::name).containsExactly(ITEM, OLD_ITEM);
  }

  @Test
  protected void leavesOutExcludedTablesAndSaysSo() {
    createTable(ITEM);
    createTable(OLD_ITEM);

    SourceSchema schema = read("*.old_*");

    assertThat(schema.tables()).extracting(SourceTable::name).containsExactly(ITEM);
    assertThat(schema.notMoved())
        .contains(
            new SourceSchema.NotMoved("table", "shop.old_item", "source.exclude_tables names it"));
  }

  @Test
  protected void saysWhatTheColumnsAre() {
    createTable(ITEM);

    SourceTable table = read().table(ITEM).orElseThrow();

    assertThat(table.primaryKey().orElseThrow().columns()).containsExactly("id");
    SourceColumn id = table.column("id").orElseThrow();
    SourceColumn note = table.column("note").orElseThrow();
    assertThat(id.type().type().kind()).isEqualTo(Kind.INTEGER);
    assertThat(id.nullable()).isFalse();
    assertThat(note.type().type().kind()).isEqualTo(Kind.TEXT);
    assertThat(note.nullable()).isTrue();
    assertThat(note.fill().kind()).isEqualTo(SourceColumn.Fill.Kind.NONE);
    assertThat(table.movement().obstacles()).isEmpty();
  }

  @Test
  protected void readsTheSameSchemaTwice() {
    createTable(ITEM);

    SourceSchema first = read();

    assertThat(read()).isEqualTo(first);
    assertThat(read().fingerprint()).isEqualTo(first.fingerprint());
  }

  @Test
  protected void noticesANewTable() {
    createTable(ITEM);
    SourceSchema before = read();
    createTable(OLD_ITEM);

    assertThat(before.changesTo(read())).containsExactly("table shop.old_item was created");
  }

  @Test
  protected void describesTheSentinelTable() {
    createTable(ITEM);

    SourceTable sentinel = read().sentinel();

    assertThat(sentinel.name()).isEqualTo(Sentinel.TABLE);
    assertThat(sentinel.columns())
        .extracting(SourceColumn::name, column -> column.type().type().kind())
        .containsExactly(
            tuple(Sentinel.ID, Kind.INTEGER),
            tuple(Sentinel.TOKEN, Kind.TEXT),
            tuple(Sentinel.WRITTEN_AT, Kind.TIMESTAMP));
    assertThat(read().tables()).doesNotContain(sentinel);
  }

  @Test
  protected void refusesASchemaThatTheSourceDoesNotHave() {
    createTable(ITEM);

    assertThatThrownBy(() -> catalogue().read(List.of("shopp"), List.of()))
        .isInstanceOf(SourceException.class)
        .hasMessage("the source has no schema shopp; correct source.schemas");
  }
}
