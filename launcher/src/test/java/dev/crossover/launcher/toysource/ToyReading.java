package dev.crossover.launcher.toysource;

import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.SourceCatalogue;
import dev.crossover.engine.source.SequenceValues;
import dev.crossover.engine.source.SourceReading;
import dev.crossover.engine.source.TableSizes;
import dev.crossover.engine.verify.sides.ComparedSource;
import java.util.Map;

/** What is read of the toy. */
record ToyReading(ToyDatabase database) implements SourceReading {
  @Override
  public SourceCatalogue catalogue() {
    return database.catalogue;
  }

  @Override
  public RowSource rows() {
    return new ToyRows(database);
  }

  @Override
  public ComparedSource compared() {
    return database.compared;
  }

  @Override
  public SourceText text() {
    return database.rows.text();
  }

  @Override
  public SequenceValues sequences() {
    return sequence -> 0;
  }

  @Override
  public TableSizes sizes() {
    return schemas -> Map.of();
  }
}
