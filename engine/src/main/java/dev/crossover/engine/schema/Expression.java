package dev.crossover.engine.schema;

import dev.crossover.engine.types.PortableType.Kind;
import java.util.List;

/**
 * The meaning of a default, a condition or a generated column, as far as a source is certain that
 * it means the same elsewhere. What is not certain has no expression, only its text.
 *
 * <p>NULL behaves as in standard SQL. Texts are compared only for equality, since their order
 * depends on a collation; floats are not compared, since NaN may equal itself.
 *
 * @param kind of the value that the expression has; OTHER for {@code NULL}
 * @param text the source's name of a column; of a literal its plain text: {@code true}, {@code
 *     -1.5}, {@code 2026-01-31}, {@code 2026-01-31 12:00:00.5} (in UTC), bytes as hex digits; else
 *     empty
 * @param parts the operands in order
 */
public record Expression(Form form, Kind kind, String text, List<Expression> parts) {

  /** What an expression does with its parts. */
  public enum Form {
    COLUMN,
    LITERAL,
    NULL,
    AND,
    OR,
    NOT,
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    /** The first part is one of the others, which are literals. */
    IN,
    NOT_IN,
    /** The second part is a literal pattern of {@code %} and {@code _}, without an escape. */
    LIKE,
    NOT_LIKE,
    IS_NULL,
    IS_NOT_NULL,
    IS_TRUE,
    IS_NOT_TRUE,
    IS_FALSE,
    IS_NOT_FALSE,
    /** Sum, difference and product are those of integers. */
    SUM,
    DIFFERENCE,
    PRODUCT,
    CONCATENATION,
    /** The number of characters of a text. */
    LENGTH,
    /** A text without the blanks at its ends. */
    TRIMMED,
    /** The first part that is not NULL. */
    COALESCE,
    /**
     * The part as a value of this expression's kind: a number as text, an integer as decimal, a
     * condition as 1 or 0.
     */
    CAST,
    /** The time at which the row is written. */
    CURRENT_TIMESTAMP,
    /** The day, in UTC, on which the row is written. */
    CURRENT_DATE,
    RANDOM_UUID,
    EMPTY_ARRAY
  }

  public Expression {
    parts = List.copyOf(parts);
  }

  public static Expression of(Form form, Kind kind, Expression... parts) {
    return new Expression(form, kind, "", List.of(parts));
  }

  /** An expression that decides: a comparison, a test or a junction. */
  public static Expression condition(Form form, Expression... parts) {
    return of(form, Kind.BOOLEAN, parts);
  }

  public static Expression column(String name, Kind kind) {
    return new Expression(Form.COLUMN, kind, name, List.of());
  }

  /**
   * @param text the value as {@link #text} has it
   */
  public static Expression literal(Kind kind, String text) {
    return new Expression(Form.LITERAL, kind, text, List.of());
  }
}
