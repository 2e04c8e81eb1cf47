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
import java.util.function.Function;

/** PostgreSQL 13 and later as a source. */
public final class PostgresqlDialect implements SourceDialect {
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
    return Optional.empty();
  }

  @Override
  public Optional<String> generation(
      String expression, TargetColumn column, Function<String, Optional<TargetColumn>> columns) {
    return Optional.empty();
  }

  @Override
  public Optional<String> defaultValue(String expression, TargetColumn column) {
    return Optional.empty();
  }
}
