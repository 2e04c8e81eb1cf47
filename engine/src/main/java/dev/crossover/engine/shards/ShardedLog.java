package dev.crossover.engine.shards;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.source.SourceLog;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The logs of all shards, which know nothing of each other. */
record ShardedLog(Shards<SourceLog> shards) implements SourceLog {
  @Override
  public Mark mark() {
    SortedMap<String, Mark> marks = shards.ask((name, log) -> log.mark());
    Map<String, LogPosition> places = new TreeMap<>();
    marks.forEach((name, mark) -> places.put(name, mark.position()));
    return new Mark(
        LogPosition.ofShards(places),
        marks.values().stream().flatMap(mark -> mark.tokens().stream()).toList());
  }

  @Override
  public LogPosition end() {
    return LogPosition.ofShards(shards.ask((name, log) -> log.end()));
  }

  @Override
  public PositionText positions() {
    return shards.byName().values().iterator().next().positions();
  }

  /** As short as in the shard that keeps its log the shortest. */
  @Override
  public Retention retention() {
    SortedMap<String, Retention> all = shards.ask((name, log) -> log.retention());
    List<Retention> retentions = List.copyOf(all.values());
    return new Retention(
        retentions.stream().allMatch(Retention::kept),
        retentions.stream().flatMapToLong(retention -> retention.headroomBytes().stream()).min(),
        named(all, Retention::text),
        named(all, Retention::remedy),
        retentions.stream()
            .flatMap(retention -> retention.limit().stream())
            .min(Comparator.naturalOrder()));
  }

  private static String named(SortedMap<String, Retention> all, Function<Retention, String> text) {
    return all.entrySet().stream()
        .filter(shard -> !text.apply(shard.getValue()).isEmpty())
        .map(shard -> Shards.named(shard.getKey(), text.apply(shard.getValue())))
        .collect(joining("; "));
  }
}
