package dev.crossover.engine.shards;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.Partition.KeyBound;
import dev.crossover.engine.rows.Row;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.TargetTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The rows of all shards, one shard after the other, each with its shard's name. A partition is of
 * one shard: its lower bound begins with the shard's name, and is nothing more at the shard's first
 * key.
 */
record ShardedRows(Shards<RowSource> shards, ShardColumn column) implements RowSource {
  @Override
  public LogPosition position() {
    return LogPosition.ofShards(shards.ask((name, rows) -> rows.position()));
  }

  @Override
  public long estimatedRows(TargetTable table) {
    TargetTable own = column.without(table);
    return shards.each(rows -> rows.estimatedRows(own)).stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public List<Partition> cut(TargetTable table, int rows) {
    TargetTable own = column.without(table);
    List<Partition> partitions = new ArrayList<>();
    shards
        .ask((name, source) -> source.cut(own, rows))
        .forEach(
            (name, cut) ->
                cut.forEach(part -> partitions.add(ofShard(name, part, partitions.size()))));
    return partitions;
  }

  private static Partition ofShard(String name, Partition part, int number) {
    return new Partition(
        part.table(),
        number,
        Optional.of(bound(name, part.from())),
        part.to().map(to -> bound(name, Optional.of(to))));
  }

  private static KeyBound bound(String shard, Optional<KeyBound> own) {
    return new KeyBound(
        Stream.concat(Stream.of(shard), own.stream().flatMap(key -> key.values().stream()))
            .toList());
  }

  @Override
  public void read(TargetTable table, Partition partition, Consumer<Row> consumer) {
    String name = partition.from().orElseThrow().values().get(0);
    Partition own =
        new Partition(
            partition.table(),
            partition.number(),
            partition.from().flatMap(ShardedRows::ownBound),
            partition.to().flatMap(ShardedRows::ownBound));
    Shards.tell(
        name,
        () ->
            shard(name)
                .read(column.without(table), own, row -> consumer.accept(named(table, row, name))));
  }

  private static Optional<KeyBound> ownBound(KeyBound bound) {
    List<String> values = bound.values();
    return values.size() == 1
        ? Optional.empty()
        : Optional.of(new KeyBound(values.subList(1, values.size())));
  }

  private RowSource shard(String name) {
    return shards
        .shard(name)
        .orElseThrow(
            () -> new IllegalStateException("the settings name no shard " + name + " any more"));
  }

  /** The row as the whole source has it. */
  private Row named(TargetTable table, Row row, String shard) {
    List<Object> values = new ArrayList<>(row.values());
    int place = 0;
    while (!column.is(table.writtenColumns().get(place))) {
      place++;
    }
    values.add(place, shard);
    return new Row(values);
  }

  @Override
  public Snapshot snapshot() {
    return new Moments(RowSource::snapshot);
  }

  @Override
  public Snapshot snapshotOfAllLogged() {
    return new Moments(RowSource::snapshotOfAllLogged);
  }

  @Override
  public SourceText text() {
    return ShardColumn.text(shards.byName().values().iterator().next().text());
  }

  /** A moment of each shard that is asked, from when it is asked first. */
  private final class Moments implements Snapshot {
    private final Function<RowSource, Snapshot> begin;
    private final Map<String, Snapshot> open = new HashMap<>();

    Moments(Function<RowSource, Snapshot> begin) {
      this.begin = begin;
    }

    @Override
    public Optional<Row> find(TargetTable table, Map<String, String> values) {
      Map<String, String> own = new LinkedHashMap<>(values);
      String name = own.remove(column.name());
      if (shards.shard(name == null ? "" : name).isEmpty()) {
        return Optional.empty();
      }
      return Shards.ask(
          name,
          () ->
              open.computeIfAbsent(name, shard -> begin.apply(shard(shard)))
                  .find(column.without(table), own)
                  .map(row -> named(table, row, name)));
    }

    @Override
    public void close() {
      Shards.of(open).close(Snapshot::close);
    }
  }
}
