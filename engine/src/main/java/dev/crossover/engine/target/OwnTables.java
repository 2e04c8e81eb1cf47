package dev.crossover.engine.target;

import dev.crossover.engine.schema.SchemaProgress;
import dev.crossover.engine.schema.TargetSchema;

/**
 * Crossover's own tables in the target while a migration lasts: ledgers, shadow rows, sentinels.
 * The journal is not one of them.
 *
 * <p>Every method throws {@link dev.crossover.contract.TargetException} when the target fails.
 */
public interface OwnTables {
  /**
   * Makes those that are missing.
   *
   * @param progress hears of every part that is made
   */
  void make(TargetSchema schema, SchemaProgress progress);

  /** As above, for who does not want to know how far it is. */
  default void make(TargetSchema schema) {
    make(schema, SchemaProgress.NONE);
  }

  /** Whether all of them exist. Not so before the schema step has ended or after the clean-up. */
  boolean exist(TargetSchema schema);

  /** Drops those that exist; does nothing if the database is gone. */
  void drop(TargetSchema schema);
}
