package dev.crossover.engine.schema;

import java.util.List;

/** Changes the schema of the target. */
public interface SchemaApplier {
  /**
   * Runs a script on a target database that exists. Statements whose effect is there already are
   * left out, so a script that was interrupted, or runs a second time, is finished and not
   * repeated.
   *
   * @throws dev.crossover.contract.TargetException if a statement fails, or an object of the same
   *     name is defined otherwise
   */
  void apply(SchemaScript script);

  /**
   * What {@link #apply} would fail on because of the rows that are there, one sentence each;
   * changes nothing.
   *
   * @throws dev.crossover.contract.TargetException if the target fails
   */
  List<String> refusals(SchemaScript script);
}
