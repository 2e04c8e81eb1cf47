package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.targets.spanner.schema.SpannerType.Code;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the default of a column in GoogleSQL. */
final class DefaultSql {
  private static final int NUMERIC_SCALE = 9;

  /** Values whose text is what a column of texts holds. */
  private static final Set<Kind> AS_TEXT = EnumSet.of(Kind.TEXT, Kind.UUID, Kind.TIME, Kind.OTHER);

  /** A call that gives a column of a type its value. */
  private record Call(Code code, String sql) {}

  private static final Map<Form, Call> CALLS =
      Map.of(
          Form.CURRENT_TIMESTAMP, new Call(Code.TIMESTAMP, "CURRENT_TIMESTAMP()"),
          // Spanner's own zone is that of Los Angeles.
          Form.CURRENT_DATE, new Call(Code.DATE, "CURRENT_DATE('UTC')"),
          Form.RANDOM_UUID, new Call(Code.STRING, "GENERATE_UUID()"));

  private DefaultSql() {}

  /**
   * @param type of the target column
   * @return empty if there is no equal of the source's default
   */
  static Optional<String> of(Expression expression, SpannerType type) {
    if (expression.form() == Form.NULL) {
      return Optional.of("NULL");
    }
    if (type.array()) {
      return when(expression.form() == Form.EMPTY_ARRAY, "[]");
    }
    if (expression.form() == Form.LITERAL) {
      return literal(expression, type.code());
    }
    return Optional.ofNullable(CALLS.get(expression.form()))
        .filter(call -> call.code() == type.code())
        .map(Call::sql);
  }

  private static Optional<String> when(boolean condition, String sql) {
    return condition ? Optional.of(sql) : Optional.empty();
  }

  private static Optional<String> literal(Expression literal, Code code) {
    String text = literal.text();
    Kind kind = literal.kind();
    boolean number = kind == Kind.INTEGER || kind == Kind.DECIMAL;
    return switch (code) {
      case BOOL -> when(kind == Kind.BOOLEAN, text.toUpperCase(Locale.ROOT));
      case INT64 -> when(number && text.matches("-?[0-9]{1,18}"), text);
      case NUMERIC ->
          when(number && new BigDecimal(text).scale() <= NUMERIC_SCALE, "NUMERIC '" + text + "'");
      case FLOAT32, FLOAT64 ->
          when(
              kind == Kind.FLOAT32 || kind == Kind.FLOAT64,
              "CAST('%s' AS %s)".formatted(text, code));
      case DATE -> when(kind == Kind.DATE, "DATE '" + text + "'");
      case TIMESTAMP ->
          when(kind == Kind.TIMESTAMP || kind == Kind.DATE_TIME, "TIMESTAMP '" + text + "+00:00'");
      case JSON -> when(kind == Kind.JSON, "JSON " + GoogleSql.literal(text));
      case BYTES -> when(kind == Kind.BYTES, "FROM_HEX('" + text + "')");
      case STRING -> when(AS_TEXT.contains(kind), GoogleSql.literal(text));
    };
  }
}
