package dev.crossover.engine.rows;

import dev.crossover.engine.types.SourceType;

/** The text form that a source gives its values. Safe for many threads. */
@FunctionalInterface
public interface SourceText {
  /**
   * A portable value as the source itself prints it, in UTC and without a local format.
   *
   * @param value a portable value that is not null
   * @param type the type of the source column that holds it
   * @throws IllegalArgumentException if it is not a portable value
   */
  String of(Object value, SourceType type);
}
