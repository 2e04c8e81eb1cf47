package dev.crossover.engine.schema.postgresql;

import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceDialect;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetType;
import dev.crossover.engine.schema.TypeChoice;
import dev.crossover.engine.source.SourceDatabase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** PostgreSQL 13 and later as a source. */
public final class PostgresqlDialect implements SourceDialect {
  private static final Set<Term.Kind> GENERATED =
      Set.of(Term.Kind.INTEGER, Term.Kind.TEXT, Term.Kind.BOOL);

  @Override
  public SourceSchema read(
      SourceDatabase source, List<String> schemas, List<String> excludeTables) {
    return PostgresqlCatalogue.read(source, schemas, excludeTables);
  }

  @Override
  public TypeChoice typeOf(SourceColumn column) {
    return PostgresqlTypes.typeOf(column);
  }

  @Override
  public boolean allows(SourceColumn column, TargetType type) {
    return PostgresqlTypes.allows(column, type);
  }

  @Override
  public boolean drawsFromSequence(String expression) {
    return expression.contains("nextval(");
  }

  @Override
  public Optional<String> condition(
      String expression, Function<String, Optional<TargetColumn>> columns) {
    return ExpressionParser.parse(expression, columns)
        .filter(term -> term.kind() == Term.Kind.BOOL)
        .map(Term::sql);
  }

  @Override
  public Optional<String> generation(
      String expression, TargetColumn column, Function<String, Optional<TargetColumn>> columns) {
    // PostgreSQL prints no cast to the column's own type, so only kinds that need none are safe.
    return ExpressionParser.parse(expression, columns)
        .filter(term -> GENERATED.contains(term.kind()))
        .filter(term -> term.kind() == ownKind(column))
        .filter(term -> !column.sourceType().name().equals("name"))
        .map(Term::sql);
  }

  private static Term.Kind ownKind(TargetColumn column) {
    try {
      return Term.column(column).kind();
    } catch (UntranslatableException notComparable) {
      return Term.Kind.NULL;
    }
  }

  @Override
  public Optional<String> defaultValue(String expression, TargetColumn column) {
    return DefaultValues.translate(expression, column);
  }
}
