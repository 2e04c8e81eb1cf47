package dev.crossover.engine.source;

import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.SourceCatalogue;
import dev.crossover.engine.verify.sides.ComparedSource;

/** What is read of a source: its catalogue, its rows, its sequences. Nothing here changes it. */
public interface SourceReading {
  SourceCatalogue catalogue();

  /** The rows, as the bulk load reads them. */
  RowSource rows();

  /** The rows, as verification reads them. */
  ComparedSource compared();

  /** The source's text form of values, which needs no connection. */
  SourceText text();

  SequenceValues sequences();

  TableSizes sizes();
}
