package dev.crossover.sources.postgresql.schema;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Equality;
import java.util.Arrays;
import java.util.Optional;

/**
 * A part of an expression that is understood.
 *
 * @param literal the text of a literal; empty for everything else
 * @param length of padded text, or 0
 */
record Term(Kind kind, Expression expression, Optional<String> literal, long length) {
  /**
   * Types whose values compare alike in every database. Floats do not: NaN is equal to itself here.
   */
  enum Kind {
    INTEGER(PortableType.Kind.INTEGER),
    NUMERIC(PortableType.Kind.DECIMAL),
    TEXT(PortableType.Kind.TEXT),
    PADDED_TEXT(PortableType.Kind.TEXT),
    ENUM(PortableType.Kind.TEXT),
    BOOL(PortableType.Kind.BOOLEAN),
    DATE(PortableType.Kind.DATE),
    TIMESTAMP(PortableType.Kind.TIMESTAMP),
    NULL(PortableType.Kind.OTHER);

    private final PortableType.Kind portable;

    Kind(PortableType.Kind portable) {
      this.portable = portable;
    }

    PortableType.Kind portable() {
      return portable;
    }
  }

  static Term of(Kind kind, Form form, Term... parts) {
    Expression[] expressions =
        Arrays.stream(parts).map(Term::expression).toArray(Expression[]::new);
    return new Term(kind, Expression.of(form, kind.portable(), expressions), Optional.empty(), 0);
  }

  static Term condition(Form form, Term... parts) {
    return of(Kind.BOOL, form, parts);
  }

  static Term literal(Kind kind, String text) {
    return new Term(kind, Expression.literal(kind.portable(), text), Optional.of(text), 0);
  }

  static Term padded(String text, long length) {
    return new Term(
        Kind.PADDED_TEXT,
        Expression.literal(PortableType.Kind.TEXT, text),
        Optional.of(text),
        length);
  }

  /** A column, if its values compare alike in every database. */
  static Term column(SourceColumn column) {
    PortableType type = column.type().type();
    if (type.isArray() || type.equality() == Equality.IGNORES_CASE) {
      throw new UntranslatableException();
    }
    Kind kind = column.enumLabels().isEmpty() ? kind(column.type().name()) : Kind.ENUM;
    if (kind == Kind.PADDED_TEXT && type.length() == 0) {
      throw new UntranslatableException();
    }
    return new Term(
        kind,
        Expression.column(column.name(), kind.portable()),
        Optional.empty(),
        kind == Kind.PADDED_TEXT ? type.length() : 0);
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "int2", "int4", "int8" -> Kind.INTEGER;
      case "numeric" -> Kind.NUMERIC;
      case "text", "varchar", "name" -> Kind.TEXT;
      case "bpchar" -> Kind.PADDED_TEXT;
      case "bool" -> Kind.BOOL;
      case "date" -> Kind.DATE;
      // Comparing a timestamp without zone with one that has a zone depends on the session.
      case "timestamptz" -> Kind.TIMESTAMP;
      default -> throw new UntranslatableException();
    };
  }

  boolean isNumber() {
    return kind == Kind.INTEGER || kind == Kind.NUMERIC;
  }
}
