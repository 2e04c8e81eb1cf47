package dev.crossover.engine.verify.sides;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.TargetColumn;

/** A source as verification reads it. */
public interface ComparedSource {
  /**
   * Whether it is defined which value of the target column a value of its source column equals.
   *
   * @param column its {@code type} says what the target holds, and so what a value means
   */
  boolean comparable(TargetColumn column);

  /**
   * Opens a table of which every compared column is {@link #comparable}.
   *
   * @throws SourceException if the source has no such table or cannot be read
   */
  SourceRowReader open(ComparedTable table);

  /**
   * The source's rows at this moment.
   *
   * @throws SourceException if the source cannot be read
   */
  RowCounts counts();
}
