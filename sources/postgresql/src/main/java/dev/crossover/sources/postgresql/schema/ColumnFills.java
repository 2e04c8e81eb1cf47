package dev.crossover.sources.postgresql.schema;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceColumn.Fill;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds out what the defaults and the generated columns of a table mean. */
final class ColumnFills {
  private static final Set<Term.Kind> GENERATED =
      Set.of(Term.Kind.INTEGER, Term.Kind.TEXT, Term.Kind.BOOL);

  private ColumnFills() {}

  static Fill defaultValue(String text, SourceColumn column) {
    // A sequence is handed over on its own, but not what else is made of its values.
    return DefaultValues.drawsFromSequence(text)
        ? new Fill(Fill.Kind.SEQUENCE, text, Optional.empty())
        : new Fill(Fill.Kind.DEFAULT, text, DefaultValues.parse(text, column));
  }

  static Fill generated(
      String text, SourceColumn column, Function<String, Optional<SourceColumn>> columns) {
    return new Fill(Fill.Kind.GENERATED, text, generation(text, column, columns));
  }

  /** PostgreSQL prints no cast to the column's own type, so only kinds that need none are safe. */
  private static Optional<Expression> generation(
      String text, SourceColumn column, Function<String, Optional<SourceColumn>> columns) {
    return ExpressionParser.parse(text, columns)
        .filter(term -> GENERATED.contains(term.kind()))
        .filter(term -> term.kind() == ownKind(column))
        .filter(term -> !column.type().name().equals("name"))
        .map(Term::expression);
  }

  private static Term.Kind ownKind(SourceColumn column) {
    try {
      return Term.column(column).kind();
    } catch (UntranslatableException notComparable) {
      return Term.Kind.NULL;
    }
  }
}
