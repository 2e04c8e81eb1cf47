package dev.crossover.targets.spanner.schema;

import static dev.crossover.engine.schema.FakeCatalogue.column;
import static dev.crossover.engine.schema.FakeCatalogue.required;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.engine.schema.FakeCatalogue;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.Note;
import dev.crossover.engine.schema.Refusal;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.SourceTable.Movement;
import dev.crossover.engine.schema.SourceTable.Obstacle;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey.Action;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.UnloggedChanges;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Equality;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.SourceType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plans for a source that is no database at all. */
class SpannerSchemaPlannerTest {
  private static final TableName ITEM = new TableName("shop", "item");
  private static final TableName SALE = new TableName("shop", "sale");
  private static final TableName SLIP = new TableName("shop", "slip");
  private static final SourceType FOLDED =
      new SourceType("folded", "folded text", PortableType.text(0).with(Equality.IGNORES_CASE));

  private static SchemaPlan plan(SourceTable... tables) {
    FakeCatalogue catalogue = new FakeCatalogue();
    for (SourceTable table : tables) {
      catalogue.add(table);
    }
    return new SpannerSchemaPlanner()
        .plan(
            catalogue.read(List.of("shop"), List.of()),
            new SchemaOptions(List.of("shop"), List.of(), Indexes.BEFORE_LOAD, Mapping.NONE));
  }

  private static SourceTable with(
      SourceTable table,
      Optional<SourceTable.SourceKey> key,
      List<SourceForeignKey> foreignKeys,
      Movement movement) {
    return new SourceTable(
        table.name(),
        table.columns(),
        key,
        table.uniques(),
        foreignKeys,
        table.indexes(),
        table.checks(),
        table.partitions(),
        movement,
        table.comment());
  }

  @Test
  void makesTheTablesOfTheSourceAndThatOfTheSentinels() {
    SchemaPlan plan =
        plan(
            FakeCatalogue.table(
                ITEM,
                required("id", FakeCatalogue.NUMBER),
                column("note", FakeCatalogue.TEXT),
                column("at", FakeCatalogue.TIME)));

    assertThat(plan.refusals()).isEmpty();
    assertThat(plan.scripts().beforeLoad().statements())
        .containsExactly(
            """
            CREATE TABLE `crossover_sentinel` (
              `id` INT64 NOT NULL,
              `token` STRING(MAX),
              `written_at` TIMESTAMP
            ) PRIMARY KEY (`id`)\
            """,
            """
            CREATE TABLE `item` (
              `id` INT64 NOT NULL,
              `note` STRING(MAX),
              `at` TIMESTAMP
            ) PRIMARY KEY (`id`)\
            """);
    assertThat(plan.target().movedTables()).hasSize(1);
    assertThat(plan.target().tables()).hasSize(2);
  }

  @Test
  void repeatsWhatTheSourceSaysAgainstMovingATable() {
    SourceTable item = FakeCatalogue.table(ITEM, required("id", FakeCatalogue.NUMBER));
    SchemaPlan plan =
        plan(
            with(
                item,
                Optional.empty(),
                List.of(),
                new Movement(
                    List.of(),
                    List.of(new Obstacle("it is a cache", "durable tables", "make it durable")),
                    List.of("is durable in the target"),
                    "add a key")));

    assertThat(plan.refusals())
        .extracting(Refusal::message)
        .containsExactly(
            "table shop.item: it has no primary key; allowed: tables with a primary key, since"
                + " changes are applied by key; add a key",
            "table shop.item: it is a cache; allowed: durable tables; make it durable");
    assertThat(plan.notes())
        .contains(new Note(Note.Kind.CHANGED, "table shop.item", "is durable in the target"));
  }

  @Test
  void refusesAColumnThatTheSourceCannotHandOver() {
    SourceColumn odd =
        new SourceColumn(
            "odd",
            new SourceType("shop.pair", "shop.pair", PortableType.of(Kind.OTHER)),
            true,
            SourceColumn.Fill.NONE,
            List.of(),
            List.of(),
            Optional.of("it is a composite type"),
            Optional.empty());

    assertThat(
            plan(FakeCatalogue.table(ITEM, required("id", FakeCatalogue.NUMBER), odd)).refusals())
        .extracting(Refusal::found)
        .containsExactly("type shop.pair cannot be moved: it is a composite type");
  }

  @Test
  void leavesOutAForeignKeyOverTextsThatIgnoreCase() {
    SourceTable item = FakeCatalogue.table(ITEM, required("code", FOLDED));
    SourceTable sale =
        FakeCatalogue.table(SALE, required("id", FakeCatalogue.NUMBER), column("item", FOLDED));
    SourceForeignKey key =
        new SourceForeignKey(
            "sale_item",
            List.of("item"),
            ITEM,
            List.of("code"),
            Action.NO_ACTION,
            Action.NO_ACTION,
            false,
            Optional.empty());

    SchemaPlan plan = plan(item, with(sale, sale.primaryKey(), List.of(key), Movement.PLAIN));

    assertThat(plan.notes())
        .contains(
            new Note(
                Note.Kind.NOT_MOVED,
                "foreign key sale_item of shop.sale",
                "the source takes values of column item as equal that Spanner does not, such as"
                    + " texts that differ in case or padding"));
  }

  @Test
  void leavesToAfterCutoverWhatRowsMayBreakThatChangeWithoutALineInTheLog() {
    SourceTable item = FakeCatalogue.table(ITEM, required("id", FakeCatalogue.NUMBER));
    SourceTable sale =
        FakeCatalogue.table(
            SALE, required("id", FakeCatalogue.NUMBER), column("item", FakeCatalogue.NUMBER));
    SourceTable slip =
        FakeCatalogue.table(
            SLIP, required("id", FakeCatalogue.NUMBER), column("sale", FakeCatalogue.NUMBER));
    UnloggedChanges unlogged = new UnloggedChanges(true, List.of("item"));
    SourceTable changing =
        new SourceTable(
            SALE,
            sale.columns(),
            sale.primaryKey(),
            List.of(new SourceTable.SourceKey("sale_once", List.of("item"), false, false)),
            List.of(reference("sale_item", "item", ITEM, Action.CASCADE)),
            List.of(),
            List.of(),
            List.of(),
            new Movement(List.of(), List.of(), List.of(), "", unlogged),
            Optional.empty());

    SchemaPlan plan =
        plan(
            item,
            changing,
            with(
                slip,
                slip.primaryKey(),
                List.of(reference("slip_sale", "sale", SALE, Action.NO_ACTION)),
                Movement.PLAIN));

    assertThat(plan.scripts().beforeLoad().statements())
        .allSatisfy(sql -> assertThat(sql).startsWith("CREATE TABLE"));
    assertThat(plan.scripts().afterCutover().statements())
        .containsExactly(
            "CREATE UNIQUE NULL_FILTERED INDEX `sale_once` ON `sale` (`item`)",
            "ALTER TABLE `sale` ADD CONSTRAINT `sale_item` FOREIGN KEY (`item`) REFERENCES `item`"
                + " (`id`) ON DELETE CASCADE",
            "ALTER TABLE `slip` ADD CONSTRAINT `slip_sale` FOREIGN KEY (`sale`) REFERENCES `sale`"
                + " (`id`)");
    assertThat(plan.target().bySource(SALE).orElseThrow().unlogged()).isEqualTo(unlogged);
    assertThat(plan.target().bySource(SLIP).orElseThrow().unlogged())
        .isEqualTo(UnloggedChanges.NONE);
    assertThat(TargetSchema.parse(plan.target().toJson())).isEqualTo(plan.target());
  }

  private static SourceForeignKey reference(
      String name, String column, TableName parent, Action onDelete) {
    return new SourceForeignKey(
        name,
        List.of(column),
        parent,
        List.of("id"),
        onDelete,
        Action.NO_ACTION,
        false,
        Optional.empty());
  }

  @Test
  void givesTheSamePlanForTheSameSchema() {
    SourceTable item =
        FakeCatalogue.table(
            ITEM, required("id", FakeCatalogue.NUMBER), column("note", FakeCatalogue.TEXT));

    assertThat(plan(item)).isEqualTo(plan(item));
  }
}
