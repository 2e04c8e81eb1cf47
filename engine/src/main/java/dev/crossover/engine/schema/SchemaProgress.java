package dev.crossover.engine.schema;

/** Hears how far a long change of the target's schema is. */
@FunctionalInterface
public interface SchemaProgress {
  /** For who does not want to know. */
  SchemaProgress NONE = (done, all) -> {};

  /**
   * @param done the statements in effect by now, those that were there before included
   * @param all the statements there are
   */
  void made(int done, int all);
}
