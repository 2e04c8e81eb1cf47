package dev.crossover.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.schema.SourceColumn.Fill;
import dev.crossover.engine.schema.SourceTable.Movement;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.SourceType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceSchemaTest {
  private static final TableName ITEM = new TableName("shop", "item");

  private static SourceTable item(Movement movement, Optional<String> comment) {
    SourceTable table =
        FakeCatalogue.table(ITEM, FakeCatalogue.required("id", FakeCatalogue.NUMBER));
    return new SourceTable(
        table.name(),
        table.columns(),
        table.primaryKey(),
        table.uniques(),
        table.foreignKeys(),
        table.indexes(),
        table.checks(),
        table.partitions(),
        movement,
        comment);
  }

  private static SourceSchema schema(SourceTable table) {
    return new FakeCatalogue().add(table).read(List.of("shop"), List.of());
  }

  @Test
  void aTableIsAlteredWhenTheSourceKeepsOrLogsItOtherwise() {
    SourceSchema before = schema(item(Movement.PLAIN, Optional.empty()));
    SourceSchema after =
        schema(
            item(
                new Movement(List.of("logs whole rows"), List.of(), List.of(), ""),
                Optional.empty()));

    assertThat(before.changesTo(after)).containsExactly("table shop.item was altered");
    assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
  }

  @Test
  void aCommentChangesNothing() {
    SourceSchema before = schema(item(Movement.PLAIN, Optional.empty()));
    SourceSchema after = schema(item(Movement.PLAIN, Optional.of("things we sell")));

    assertThat(before.changesTo(after)).isEmpty();
    assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
  }

  @Test
  void isReadAgainAsItWasWritten() {
    Expression positive =
        Expression.condition(
            Form.GREATER,
            Expression.column("id", Kind.INTEGER),
            Expression.literal(Kind.INTEGER, "0"));
    SourceColumn tags =
        new SourceColumn(
            "tags",
            new SourceType("text", "text[]", PortableType.array(PortableType.text(20))),
            true,
            new Fill(
                Fill.Kind.DEFAULT,
                "'{}'",
                Optional.of(Expression.of(Form.EMPTY_ARRAY, Kind.ARRAY))),
            List.of("a", "b"),
            List.of(
                new SourceTable.SourceCheck(
                    "positive", "id > 0", Optional.of(positive), Optional.of("it is new"))),
            Optional.of("it is odd"),
            Optional.empty());
    SourceSchema schema =
        schema(FakeCatalogue.table(ITEM, FakeCatalogue.required("id", FakeCatalogue.NUMBER), tags));

    SourceSchema read =
        SchemaJson.read(SchemaJson.write(schema), new TypeReference<>() {}, "source schema");

    assertThat(read).isEqualTo(schema);
    assertThat(read.fingerprint()).isEqualTo(schema.fingerprint());
  }
}
