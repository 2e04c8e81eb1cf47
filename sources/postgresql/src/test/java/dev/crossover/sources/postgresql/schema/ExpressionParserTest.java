package dev.crossover.sources.postgresql.schema;

import static dev.crossover.engine.schema.Expression.column;
import static dev.crossover.engine.schema.Expression.condition;
import static dev.crossover.engine.schema.Expression.literal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.SourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions as PostgreSQL prints them. */
class ExpressionParserTest {
  private static final Map<String, SourceColumn> COLUMNS =
      Map.of(
          "i", plain("i", "int4", -1),
          "n", plain("n", "numeric", -1),
          "s", plain("s", "text", -1),
          "c", plain("c", "bpchar", 3 + 4),
          "f", plain("f", "float8", -1),
          "t", plain("t", "timestamp", -1),
          "o", plain("o", "oid", -1),
          "two words", plain("two words", "bool", -1),
          "mood", mood());

  private static SourceColumn plain(String name, String type, int modifier) {
    return new SourceColumn(
        name,
        new SourceType(type, type, PostgresqlTypes.builtIn(type, modifier).type()),
        true,
        SourceColumn.Fill.NONE,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static SourceColumn mood() {
    return new SourceColumn(
        "mood",
        new SourceType("public.mood", "public.mood", PostgresqlTypes.builtIn("text", -1).type()),
        true,
        SourceColumn.Fill.NONE,
        List.of("happy", "sad"),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Expression> parse(String text) {
    return ExpressionParser.condition(text, name -> Optional.ofNullable(COLUMNS.get(name)));
  }

  @Test
  void readsComparisonsAndJunctions() {
    Expression i = column("i", Kind.INTEGER);
    assertThat(parse("((i > 0) AND ((i IS NULL) OR \"two words\"))"))
        .contains(
            condition(
                Form.AND,
                condition(Form.GREATER, i, literal(Kind.INTEGER, "0")),
                condition(Form.OR, condition(Form.IS_NULL, i), column("two words", Kind.BOOLEAN))));
  }

  @Test
  void readsAListOfTextsAsIn() {
    assertThat(parse("(s = ANY (ARRAY['a'::text, 'b'::text]))"))
        .contains(
            condition(
                Form.IN, column("s", Kind.TEXT), literal(Kind.TEXT, "a"), literal(Kind.TEXT, "b")));
  }

  @Test
  void fillsUpALiteralThatAPaddedTextIsComparedWith() {
    assertThat(parse("(c = 'a'::bpchar)"))
        .contains(condition(Form.EQUAL, column("c", Kind.TEXT), literal(Kind.TEXT, "a  ")));
  }

  @Test
  void readsALabelOfAnEnumAsText() {
    assertThat(parse("(mood <> 'sad'::public.mood)"))
        .contains(condition(Form.NOT_EQUAL, column("mood", Kind.TEXT), literal(Kind.TEXT, "sad")));
  }

  @Test
  void readsCastsThatLoseNothing() {
    assertThat(parse("(n > (i)::numeric)"))
        .contains(
            condition(
                Form.GREATER,
                column("n", Kind.DECIMAL),
                Expression.of(Form.CAST, Kind.DECIMAL, column("i", Kind.INTEGER))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i",
        "(s > 'a'::text)",
        "(mood > 'sad'::public.mood)",
        "((i / 2) = 1)",
        "((n * (2)::numeric) > (1)::numeric)",
        "(upper(s) = s)",
        "(s ~ '^a'::text)",
        "(s ~~ 'a\\%'::text)",
        "(f > (0)::double precision)",
        "(t > '2020-01-01 00:00:00'::timestamp without time zone)",
        "(o > (4)::oid)",
        "(missing = 1)",
        "(i = 1) )",
        "CASE WHEN (i > 0) THEN true ELSE false END"
      })
  void hasNoMeaningForWhatMayDecideOtherwiseElsewhere(String text) {
    assertThat(parse(text)).isEmpty();
  }
}
