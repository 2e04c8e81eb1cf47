package dev.crossover.engine.shards;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.SourceCatalogue;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.SourceSequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The catalogue that all shards have: each of their tables once, with the shard's column. */
record ShardedCatalogue(Shards<SourceCatalogue> shards, ShardColumn column)
    implements SourceCatalogue {
  /**
   * @throws SourceException if the shards do not have the same tables, too
   */
  @Override
  public SourceSchema read(List<String> schemas, List<String> excludeTables) {
    SortedMap<String, SourceSchema> read =
        shards.ask((name, catalogue) -> catalogue.read(schemas, excludeTables));
    requireEqual(read);
    SourceSchema first = read.get(read.firstKey());
    return new SourceSchema(
        first.tables().stream().map(column::in).toList(),
        column.in(first.sentinel()),
        first.sequences().stream().map(sequence -> highest(sequence, read)).toList(),
        notMoved(read));
  }

  private static void requireEqual(SortedMap<String, SourceSchema> read) {
    String first = read.firstKey();
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, SourceSchema> other : read.tailMap(first + "\0").entrySet()) {
      new ShardDifferences(first, read.get(first), other.getKey(), other.getValue())
          .list()
          .forEach(differences::add);
    }
    if (!differences.isEmpty()) {
      throw new SourceException(
          "the shards do not have the same tables: "
              + String.join("; ", differences)
              + "; make them equal, or leave the tables out with source.exclude_tables");
    }
  }

  /** With the highest value that any shard has handed out. */
  private static SourceSequence highest(SourceSequence one, Map<String, SourceSchema> read) {
    Optional<Long> last =
        read.values().stream()
            .flatMap(schema -> schema.sequences().stream())
            .filter(sequence -> sequence.name().equals(one.name()))
            .flatMap(sequence -> sequence.last().stream())
            .max(Comparator.naturalOrder());
    return new SourceSequence(
        one.name(), one.increment(), one.minimum(), one.maximum(), last, one.feeds());
  }

  private static List<SourceSchema.NotMoved> notMoved(Map<String, SourceSchema> read) {
    Set<SourceSchema.NotMoved> all = new LinkedHashSet<>();
    read.values().forEach(schema -> all.addAll(schema.notMoved()));
    return List.copyOf(all);
  }
}
