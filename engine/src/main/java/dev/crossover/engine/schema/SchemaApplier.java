package dev.crossover.engine.schema;

import java.util.List;

/** Changes the schema of the target. */
public interface SchemaApplier {
  /**
   * Runs a script on a target database that exists. Statements whose effect is there already are
   * left out, so a script that was interrupted, or runs a second time, is finished and not
   * repeated.
   *
   * @param progress hears of every part of the script that is in effect
   * @throws dev.crossover.contract.TargetException if a statement fails, or an object of the same
   *     name is defined otherwise
   */
  void apply(SchemaScript script, SchemaProgress progress);

  /** As above, for who does not want to know how far it is. */
  default void apply(SchemaScript script) {
    apply(script, SchemaProgress.NONE);
  }

  /**
   * What {@link #apply} would fail on because of the rows that are there, one sentence each;
   * changes nothing.
   *
   * @throws dev.crossover.contract.TargetException if the target fails
   */
  List<String> refusals(SchemaScript script);
}
