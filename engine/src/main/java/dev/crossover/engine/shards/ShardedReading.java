package dev.crossover.engine.shards;

import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.SourceCatalogue;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.SequenceValues;
import dev.crossover.engine.source.SourceReading;
import dev.crossover.engine.source.TableSizes;
import dev.crossover.engine.verify.sides.ComparedSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** What is read of all shards together. */
record ShardedReading(Shards<SourceReading> shards, ShardColumn column) implements SourceReading {
  @Override
  public SourceCatalogue catalogue() {
    return new ShardedCatalogue(shards.part(SourceReading::catalogue), column);
  }

  @Override
  public RowSource rows() {
    return new ShardedRows(shards.part(SourceReading::rows), column);
  }

  @Override
  public ComparedSource compared() {
    return new ShardedComparedSource(shards.part(SourceReading::compared), column);
  }

  @Override
  public SourceText text() {
    return ShardColumn.text(shards.byName().values().iterator().next().text());
  }

  /** The highest that any shard has handed out. */
  @Override
  public SequenceValues sequences() {
    return sequence ->
        shards.each(reading -> reading.sequences().lastValue(sequence)).stream()
            .max(Comparator.naturalOrder())
            .orElseThrow();
  }

  @Override
  public TableSizes sizes() {
    return schemas -> {
      Map<TableName, TableSizes.Size> sum = new HashMap<>();
      shards
          .each(reading -> reading.sizes().of(schemas))
          .forEach(
              sizes -> sizes.forEach((table, size) -> sum.merge(table, size, ShardedReading::sum)));
      return sum;
    };
  }

  private static TableSizes.Size sum(TableSizes.Size one, TableSizes.Size other) {
    return new TableSizes.Size(one.rows() + other.rows(), one.bytes() + other.bytes());
  }
}
