package dev.crossover.sources.mysql.schema;

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
 */
record MysqlTerm(Kind kind, Expression expression, Optional<String> literal, Collation collation) {
  /** Values that mean the same in every database; floats do not, nor do times of a zone. */
  enum Kind {
    INTEGER(PortableType.Kind.INTEGER),
    NUMERIC(PortableType.Kind.DECIMAL),
    TEXT(PortableType.Kind.TEXT),
    BOOL(PortableType.Kind.BOOLEAN),
    DATE(PortableType.Kind.DATE);

    private final PortableType.Kind portable;

    Kind(PortableType.Kind portable) {
      this.portable = portable;
    }
  }

  /** By which texts are compared. */
  enum Collation {
    /** No column is in it: that of the session, or of what it is compared with. */
    NONE,
    EXACT,
    FOLDED;

    private Collation with(Collation other) {
      if (this == FOLDED || other == FOLDED) {
        return FOLDED;
      }
      return this == EXACT ? EXACT : other;
    }
  }

  static MysqlTerm of(Kind kind, Form form, MysqlTerm... parts) {
    Expression[] expressions =
        Arrays.stream(parts).map(MysqlTerm::expression).toArray(Expression[]::new);
    Collation collation =
        Arrays.stream(parts).map(MysqlTerm::collation).reduce(Collation.NONE, Collation::with);
    return new MysqlTerm(
        kind,
        Expression.of(form, kind.portable, expressions),
        Optional.empty(),
        kind == Kind.TEXT ? collation : Collation.NONE);
  }

  static MysqlTerm condition(Form form, MysqlTerm... parts) {
    return of(Kind.BOOL, form, parts);
  }

  static MysqlTerm literal(Kind kind, String text) {
    return new MysqlTerm(
        kind, Expression.literal(kind.portable, text), Optional.of(text), Collation.NONE);
  }

  /** A column whose values mean the same in every database. */
  static MysqlTerm column(SourceColumn column) {
    // 70 is the year 1970, a SET is a number too, and a number with zeros before it is joined so.
    UncertainException.unless(column.type().changed().isEmpty());
    Kind kind = kind(column.type().type().kind());
    Collation collation =
        column.type().type().equality() == Equality.EXACT ? Collation.EXACT : Collation.FOLDED;
    return new MysqlTerm(
        kind,
        Expression.column(column.name(), kind.portable),
        Optional.empty(),
        kind == Kind.TEXT ? collation : Collation.NONE);
  }

  private static Kind kind(PortableType.Kind portable) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.portable == portable)
        .findFirst()
        .orElseThrow(UncertainException::new);
  }

  boolean isNumber() {
    return kind == Kind.INTEGER || kind == Kind.NUMERIC;
  }

  boolean isOrdered() {
    return isNumber() || kind == Kind.DATE;
  }

  /** As a condition, in which a number other than 0 is true. */
  MysqlTerm decided() {
    if (kind == Kind.BOOL) {
      return this;
    }
    UncertainException.unless(kind == Kind.INTEGER);
    return condition(Form.NOT_EQUAL, this, literal(Kind.INTEGER, "0"));
  }

  /**
   * Whether the two are equal in the source only if they are the same text: a text of no column is
   * compared by the other's collation, which may look over blanks at the end.
   */
  boolean isComparableText(MysqlTerm other) {
    return kind == Kind.TEXT
        && other.kind == Kind.TEXT
        && collation.with(other.collation) == Collation.EXACT
        && !literal.orElse("").endsWith(" ")
        && !other.literal.orElse("").endsWith(" ");
  }
}
