package dev.crossover.engine.schema;

/** Decides what the target will look like. */
public interface SchemaPlanner {
  /**
   * Plans for a source's schema. The same schema and options give the same plan. What cannot be
   * moved is a refusal of the plan, never an exception.
   */
  SchemaPlan plan(SourceSchema source, SchemaOptions options);

  /**
   * Checks the type that a mapping file asks for.
   *
   * @param text as the user wrote it
   * @throws IllegalArgumentException if the target has no such type; the message names what is
   *     allowed
   */
  void requireType(String text);
}
