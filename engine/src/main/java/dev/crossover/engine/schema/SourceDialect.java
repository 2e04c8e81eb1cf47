package dev.crossover.engine.schema;

import dev.crossover.engine.source.SourceDatabase;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a kind of source database does in its own way. */
public interface SourceDialect {
  /**
   * Reads the catalogue, in one snapshot.
   *
   * @param schemas the schemas whose tables are moved
   * @param excludeTables {@code schema.table} names, {@code *} matches any run of characters
   */
  SourceSchema read(SourceDatabase source, List<String> schemas, List<String> excludeTables);

  /** The target type that holds every value of a column, or why there is none. */
  TypeChoice typeOf(SourceColumn column);

  /** Whether a default takes its value from a sequence, which is handed over on its own. */
  boolean drawsFromSequence(String expression);

  /** The target types that may be asked for in the mapping file besides STRING. */
  boolean allows(SourceColumn column, TargetType type);

  /**
   * Translates a condition that decides alike on both sides for every row.
   *
   * @param columns finds a target column by the name that the expression uses
   * @return empty if that is not certain
   */
  Optional<String> condition(String expression, Function<String, Optional<TargetColumn>> columns);

  /**
   * Translates the expression of a generated column.
   *
   * @return empty if it is not certain that both sides compute the same value
   */
  Optional<String> generation(
      String expression, TargetColumn column, Function<String, Optional<TargetColumn>> columns);

  /**
   * Translates a default.
   *
   * @return empty if it has no equivalent
   */
  Optional<String> defaultValue(String expression, TargetColumn column);
}
