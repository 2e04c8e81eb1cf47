package dev.crossover.targets.spanner.schema;

import static dev.crossover.engine.schema.Expression.column;
import static dev.crossover.engine.schema.Expression.condition;
import static dev.crossover.engine.schema.Expression.literal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Equality;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.SourceType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionSqlTest {
  private static final Expression I = column("i", Kind.INTEGER);
  private static final Expression N = column("n", Kind.DECIMAL);
  private static final Expression S = column("s", Kind.TEXT);
  private static final Expression B = column("b", Kind.BOOLEAN);
  private static final Expression D = column("d", Kind.DATE);
  private static final Expression Z = column("z", Kind.TIMESTAMP);
  private static final Expression FOLDED = column("folded", Kind.TEXT);
  private static final Expression ONE = literal(Kind.INTEGER, "1");
  private static final Expression A = literal(Kind.TEXT, "it's");

  private static final List<TargetColumn> COLUMNS =
      List.of(
          target("i", PortableType.of(Kind.INTEGER), "INT64"),
          target("n", PortableType.decimal(10, 2), "NUMERIC"),
          target("s", PortableType.text(0), "STRING(MAX)"),
          target("b", PortableType.of(Kind.BOOLEAN), "BOOL"),
          target("d", PortableType.of(Kind.DATE), "DATE"),
          target("z", PortableType.of(Kind.TIMESTAMP), "TIMESTAMP"),
          target("f", PortableType.of(Kind.FLOAT64), "FLOAT64"),
          target("as_text", PortableType.of(Kind.INTEGER), "STRING(MAX)"),
          target("folded", PortableType.text(0).with(Equality.IGNORES_CASE), "STRING(MAX)"));

  private static TargetColumn target(String name, PortableType source, String type) {
    return new TargetColumn(
        name,
        new SourceType(name, name, source),
        name.equals("i") ? "renamed" : name,
        SpannerType.parse(type).portable(),
        true,
        false);
  }

  private static Optional<TargetColumn> find(String name) {
    return COLUMNS.stream().filter(column -> column.source().equals(name)).findFirst();
  }

  private static Optional<String> sql(Expression condition) {
    return ExpressionSql.condition(condition, ExpressionSqlTest::find);
  }

  static Stream<Arguments> conditions() {
    return Stream.of(
        arguments(B, "`b`"),
        arguments(literal(Kind.BOOLEAN, "true"), "TRUE"),
        arguments(condition(Form.EQUAL, I, ONE), "(`renamed` = 1)"),
        arguments(condition(Form.NOT_EQUAL, S, A), "(`s` != 'it\\'s')"),
        arguments(condition(Form.LESS, N, literal(Kind.DECIMAL, "0.50")), "(`n` < NUMERIC '0.50')"),
        arguments(condition(Form.LESS_OR_EQUAL, N, ONE), "(`n` <= 1)"),
        arguments(
            condition(Form.GREATER, D, literal(Kind.DATE, "2020-02-29")),
            "(`d` > DATE '2020-02-29')"),
        arguments(
            condition(Form.GREATER_OR_EQUAL, Z, literal(Kind.TIMESTAMP, "2020-01-01 00:00:00.5")),
            "(`z` >= TIMESTAMP '2020-01-01 00:00:00.5+00:00')"),
        arguments(condition(Form.AND, B, condition(Form.NOT, B)), "(`b` AND (NOT `b`))"),
        arguments(condition(Form.OR, B, B, B), "(`b` OR `b` OR `b`)"),
        arguments(
            condition(Form.IN, I, ONE, literal(Kind.DECIMAL, "2.5")),
            "(`renamed` IN (1, NUMERIC '2.5'))"),
        arguments(condition(Form.NOT_IN, S, A), "(`s` NOT IN ('it\\'s'))"),
        arguments(condition(Form.LIKE, S, literal(Kind.TEXT, "a_%")), "(`s` LIKE 'a_%')"),
        arguments(condition(Form.NOT_LIKE, S, A), "(`s` NOT LIKE 'it\\'s')"),
        arguments(condition(Form.IS_NULL, N), "(`n` IS NULL)"),
        arguments(condition(Form.IS_NOT_NULL, S), "(`s` IS NOT NULL)"),
        arguments(condition(Form.IS_NULL, Expression.of(Form.NULL, Kind.OTHER)), "(NULL IS NULL)"),
        arguments(condition(Form.IS_TRUE, B), "(`b` IS TRUE)"),
        arguments(condition(Form.IS_NOT_TRUE, B), "(`b` IS NOT TRUE)"),
        arguments(condition(Form.IS_FALSE, B), "(`b` IS FALSE)"),
        arguments(condition(Form.IS_NOT_FALSE, B), "(`b` IS NOT FALSE)"),
        arguments(
            condition(
                Form.LESS,
                Expression.of(
                    Form.SUM, Kind.INTEGER, Expression.of(Form.PRODUCT, Kind.INTEGER, I, ONE), ONE),
                Expression.of(Form.DIFFERENCE, Kind.INTEGER, I, ONE)),
            "(((`renamed` * 1) + 1) < (`renamed` - 1))"),
        arguments(
            condition(Form.EQUAL, Expression.of(Form.CONCATENATION, Kind.TEXT, S, A), S),
            "((`s` || 'it\\'s') = `s`)"),
        arguments(
            condition(Form.GREATER, Expression.of(Form.LENGTH, Kind.INTEGER, S), ONE),
            "(CHAR_LENGTH(`s`) > 1)"),
        arguments(
            condition(Form.EQUAL, Expression.of(Form.TRIMMED, Kind.TEXT, S), A),
            "(TRIM(`s`, ' ') = 'it\\'s')"),
        arguments(
            condition(Form.EQUAL, Expression.of(Form.COALESCE, Kind.TEXT, S, A), A),
            "(COALESCE(`s`, 'it\\'s') = 'it\\'s')"),
        arguments(
            condition(Form.EQUAL, Expression.of(Form.CAST, Kind.TEXT, I), S),
            "(CAST(`renamed` AS STRING) = `s`)"),
        arguments(
            condition(Form.LESS, Expression.of(Form.CAST, Kind.DECIMAL, I), N),
            "(CAST(`renamed` AS NUMERIC) < `n`)"),
        arguments(
            condition(Form.EQUAL, Expression.of(Form.CAST, Kind.INTEGER, B), ONE),
            "(CAST(`b` AS INT64) = 1)"),
        arguments(
            condition(Form.GREATER, Expression.of(Form.LENGTH, Kind.INTEGER, FOLDED), ONE),
            "(CHAR_LENGTH(`folded`) > 1)"),
        arguments(condition(Form.IS_NULL, FOLDED), "(`folded` IS NULL)"));
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void writesAConditionInGoogleSql(Expression condition, String expected) {
    assertThat(sql(condition)).contains(expected);
  }

  static Stream<Expression> refused() {
    return Stream.of(
        I,
        condition(Form.LESS, S, A),
        condition(Form.EQUAL, I, S),
        condition(Form.EQUAL, I, Expression.of(Form.NULL, Kind.OTHER)),
        condition(Form.IS_NULL, column("missing", Kind.TEXT)),
        condition(Form.IS_NULL, column("f", Kind.FLOAT64)),
        condition(Form.EQUAL, column("as_text", Kind.INTEGER), ONE),
        condition(Form.EQUAL, FOLDED, A),
        condition(Form.IN, FOLDED, A),
        condition(Form.LIKE, FOLDED, A),
        condition(Form.EQUAL, Expression.of(Form.TRIMMED, Kind.TEXT, FOLDED), A),
        condition(Form.EQUAL, Expression.of(Form.CONCATENATION, Kind.TEXT, S, FOLDED), A),
        condition(Form.IN, I, I),
        condition(Form.LIKE, S, S),
        condition(Form.LIKE, S, literal(Kind.TEXT, "a\\%")),
        condition(Form.IS_TRUE, I),
        condition(Form.EQUAL, Expression.of(Form.SUM, Kind.INTEGER, N, ONE), ONE),
        condition(Form.EQUAL, Expression.of(Form.CAST, Kind.INTEGER, S), ONE),
        condition(Form.LESS, D, Expression.of(Form.CURRENT_DATE, Kind.DATE)),
        condition(Form.LESS, Z, Expression.of(Form.CURRENT_TIMESTAMP, Kind.TIMESTAMP)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatMayDecideOtherwise(Expression condition) {
    assertThat(sql(condition)).isEmpty();
  }

  @Test
  void writesAGeneratedColumnWhoseTypeIsThatOfItsExpression() {
    Expression sum = Expression.of(Form.SUM, Kind.INTEGER, I, ONE);
    assertThat(ExpressionSql.generation(sum, COLUMNS.get(0), ExpressionSqlTest::find))
        .contains("(`renamed` + 1)");
    assertThat(ExpressionSql.generation(sum, find("n").orElseThrow(), ExpressionSqlTest::find))
        .isEmpty();
    assertThat(
            ExpressionSql.generation(sum, find("as_text").orElseThrow(), ExpressionSqlTest::find))
        .isEmpty();
    assertThat(ExpressionSql.generation(N, find("n").orElseThrow(), ExpressionSqlTest::find))
        .as("rounding differs")
        .isEmpty();
  }
}
