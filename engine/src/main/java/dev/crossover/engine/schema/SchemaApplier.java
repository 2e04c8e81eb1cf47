package dev.crossover.engine.schema;

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
}
