package dev.crossover.targets.spanner.schema;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.types.PortableType.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Writes conditions and generated columns in GoogleSQL, or refuses what may differ there. */
final class ExpressionSql {
  private static final Set<Kind> ORDERED =
      EnumSet.of(Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.TIMESTAMP);
  private static final Set<Kind> GENERATED = EnumSet.of(Kind.INTEGER, Kind.TEXT, Kind.BOOLEAN);

  private final Function<String, Optional<TargetColumn>> columns;

  private ExpressionSql(Function<String, Optional<TargetColumn>> columns) {
    this.columns = columns;
  }

  /** Ends the writing of an expression that may differ; never leaves this class. */
  private static final class MayDifferException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MayDifferException() {
      super("may differ in GoogleSQL", null, false, false);
    }
  }

  /**
   * A condition that decides alike on both sides for every row.
   *
   * @param columns finds a target column by the source column's name
   * @return empty if that is not certain
   */
  static Optional<String> condition(
      Expression expression, Function<String, Optional<TargetColumn>> columns) {
    return expression.kind() == Kind.BOOLEAN ? write(expression, columns) : Optional.empty();
  }

  /**
   * The expression of a generated column.
   *
   * @param columns finds a target column by the source column's name
   * @return empty if it is not certain that both sides compute the same value
   */
  static Optional<String> generation(
      Expression expression,
      TargetColumn column,
      Function<String, Optional<TargetColumn>> columns) {
    boolean same =
        GENERATED.contains(expression.kind())
            && same(column).filter(expression.kind()::equals).isPresent();
    return same ? write(expression, columns) : Optional.empty();
  }

  private static Optional<String> write(
      Expression expression, Function<String, Optional<TargetColumn>> columns) {
    try {
      return Optional.of(new ExpressionSql(columns).sql(expression));
    } catch (MayDifferException notCertain) {
      return Optional.empty();
    }
  }

  private static Optional<Kind> same(TargetColumn column) {
    return TypeChoice.same(column.sourceType().type(), SpannerType.of(column.type()));
  }

  private static boolean isComparable(TargetColumn column) {
    return TypeChoice.comparable(column.sourceType().type(), SpannerType.of(column.type()))
        .isPresent();
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new MayDifferException();
    }
  }

  private String sql(Expression expression) {
    List<Expression> parts = expression.parts();
    return switch (expression.form()) {
      case COLUMN -> column(expression);
      case LITERAL -> literal(expression);
      case NULL -> "NULL";
      case AND -> infix("AND", expression, Kind.BOOLEAN);
      case OR -> infix("OR", expression, Kind.BOOLEAN);
      case NOT -> "(NOT " + sql(typed(parts.get(0), Kind.BOOLEAN)) + ")";
      case EQUAL -> comparison("=", expression);
      case NOT_EQUAL -> comparison("!=", expression);
      case LESS -> ordering("<", expression);
      case LESS_OR_EQUAL -> ordering("<=", expression);
      case GREATER -> ordering(">", expression);
      case GREATER_OR_EQUAL -> ordering(">=", expression);
      case IN -> oneOf("IN", expression);
      case NOT_IN -> oneOf("NOT IN", expression);
      case LIKE -> like("LIKE", expression);
      case NOT_LIKE -> like("NOT LIKE", expression);
      case IS_NULL -> "(" + sql(parts.get(0)) + " IS NULL)";
      case IS_NOT_NULL -> "(" + sql(parts.get(0)) + " IS NOT NULL)";
      case IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE -> test(expression);
      case SUM -> infix("+", expression, Kind.INTEGER);
      case DIFFERENCE -> infix("-", expression, Kind.INTEGER);
      case PRODUCT -> infix("*", expression, Kind.INTEGER);
      case CONCATENATION -> infix("||", expression, Kind.TEXT);
      case LENGTH -> "CHAR_LENGTH(" + sql(typed(parts.get(0), Kind.TEXT)) + ")";
      case TRIMMED -> "TRIM(" + sql(typed(parts.get(0), Kind.TEXT)) + ", ' ')";
      case COALESCE ->
          "COALESCE("
              + parts.stream()
                  .map(part -> sql(typed(part, expression.kind())))
                  .collect(joining(", "))
              + ")";
      case CAST -> cast(expression);
      // A check or a generated column must not depend on when it is computed.
      case CURRENT_TIMESTAMP, CURRENT_DATE, RANDOM_UUID, EMPTY_ARRAY ->
          throw new MayDifferException();
    };
  }

  private static Expression typed(Expression part, Kind kind) {
    require(part.kind() == kind);
    return part;
  }

  private String column(Expression expression) {
    TargetColumn column = target(expression);
    require(same(column).filter(expression.kind()::equals).isPresent());
    return GoogleSql.quoted(column.name());
  }

  private TargetColumn target(Expression column) {
    return columns.apply(column.text()).orElseThrow(MayDifferException::new);
  }

  /** A text that is made of a column is compared in the source as the column is. */
  private void requireExact(Expression expression) {
    if (expression.kind() == Kind.TEXT) {
      require(expression.form() != Form.COLUMN || isComparable(target(expression)));
      expression.parts().forEach(this::requireExact);
    }
  }

  private static String literal(Expression expression) {
    return switch (expression.kind()) {
      case BOOLEAN -> expression.text().toUpperCase(Locale.ROOT);
      case INTEGER -> expression.text();
      case DECIMAL -> "NUMERIC '" + expression.text() + "'";
      case TEXT -> GoogleSql.literal(expression.text());
      case DATE -> "DATE '" + expression.text() + "'";
      case TIMESTAMP -> "TIMESTAMP '" + expression.text() + "+00:00'";
      case FLOAT32, FLOAT64, BYTES, TIME, DATE_TIME, JSON, UUID, OTHER, ARRAY ->
          throw new MayDifferException();
    };
  }

  private String infix(String operator, Expression expression, Kind kind) {
    return expression.parts().stream()
        .map(part -> sql(typed(part, kind)))
        .collect(joining(" " + operator + " ", "(", ")"));
  }

  private String comparison(String operator, Expression expression) {
    requireComparable(expression.parts().get(0), expression.parts().get(1));
    return "(%s %s %s)"
        .formatted(sql(expression.parts().get(0)), operator, sql(expression.parts().get(1)));
  }

  private String ordering(String operator, Expression expression) {
    require(ORDERED.contains(expression.parts().get(0).kind()));
    return comparison(operator, expression);
  }

  private void requireComparable(Expression one, Expression other) {
    requireExact(one);
    requireExact(other);
    require(one.kind() == other.kind() || (isNumber(one) && isNumber(other)));
    require(one.form() != Form.NULL && other.form() != Form.NULL);
  }

  private static boolean isNumber(Expression expression) {
    return expression.kind() == Kind.INTEGER || expression.kind() == Kind.DECIMAL;
  }

  private String oneOf(String operator, Expression expression) {
    Expression one = expression.parts().get(0);
    List<Expression> others = expression.parts().subList(1, expression.parts().size());
    others.forEach(
        other -> {
          require(other.form() == Form.LITERAL);
          requireComparable(one, other);
        });
    return "(%s %s (%s))"
        .formatted(sql(one), operator, others.stream().map(this::sql).collect(joining(", ")));
  }

  /** A backslash escapes in GoogleSQL's patterns and may not in the source's. */
  private String like(String operator, Expression expression) {
    Expression pattern = typed(expression.parts().get(1), Kind.TEXT);
    require(pattern.form() == Form.LITERAL && !pattern.text().contains("\\"));
    requireExact(expression.parts().get(0));
    return "(%s %s %s)"
        .formatted(sql(typed(expression.parts().get(0), Kind.TEXT)), operator, sql(pattern));
  }

  private String test(Expression expression) {
    String test = expression.form().name().replace('_', ' ');
    return "(%s %s)".formatted(sql(typed(expression.parts().get(0), Kind.BOOLEAN)), test);
  }

  private String cast(Expression expression) {
    Expression part = expression.parts().get(0);
    String type =
        switch (expression.kind()) {
          case TEXT -> "STRING";
          case INTEGER -> "INT64";
          default -> "NUMERIC";
        };
    require(
        (expression.kind() == Kind.TEXT && part.kind() == Kind.INTEGER)
            || (expression.kind() == Kind.INTEGER && part.kind() == Kind.BOOLEAN)
            || (expression.kind() == Kind.DECIMAL && isNumber(part)));
    return "CAST(%s AS %s)".formatted(sql(part), type);
  }
}
