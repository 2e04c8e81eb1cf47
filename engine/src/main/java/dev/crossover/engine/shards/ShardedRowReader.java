package dev.crossover.engine.shards;

import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.sides.RowCursor;
import dev.crossover.engine.verify.sides.SourceRowReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The rows of one table of all shards, one shard after the other. */
record ShardedRowReader(Shards<SourceRowReader> shards, ShardedKeys keys)
    implements SourceRowReader {
  @Override
  public long estimatedRows() {
    return shards.each(SourceRowReader::estimatedRows).stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public boolean indexed() {
    return shards.each(SourceRowReader::indexed).stream().allMatch(indexed -> indexed);
  }

  @Override
  public RowCursor byKeys(Collection<ComparedKey> wanted) {
    List<Supplier<RowCursor>> cursors = new ArrayList<>();
    ShardedKeys.byShard(wanted)
        .forEach(
            (name, own) ->
                shards
                    .shard(name)
                    .ifPresent(
                        reader ->
                            cursors.add(
                                () ->
                                    keys.whole(name, Shards.ask(name, () -> reader.byKeys(own))))));
    return RowCursor.oneAfterTheOther(cursors);
  }

  @Override
  public Snapshot snapshot() {
    return new Moments();
  }

  /** A moment of each shard that is read, from when it is read first. */
  private final class Moments implements Snapshot {
    private final Map<String, Snapshot> open = new HashMap<>();

    /** Exact inside a shard; at its end, the second row of the next shard that has two. */
    @Override
    public Optional<ComparedKey> cut(Optional<ComparedKey> from, long rows) {
      Optional<ComparedKey> own = from.map(ShardedKeys::own);
      long step = rows;
      for (String name : since(from)) {
        Optional<ComparedKey> begin = own;
        long count = step;
        Optional<ComparedKey> cut = Shards.ask(name, () -> moment(name).cut(begin, count));
        if (cut.isPresent()) {
          return cut.map(key -> ShardedKeys.whole(name, key));
        }
        own = Optional.empty();
        step = 1;
      }
      return Optional.empty();
    }

    @Override
    public RowCursor rows(Optional<ComparedKey> from, Optional<ComparedKey> to) {
      List<Supplier<RowCursor>> cursors = new ArrayList<>();
      for (String name : since(from)) {
        if (to.map(ShardedKeys::shard).filter(last -> last.compareTo(name) < 0).isEmpty()) {
          cursors.add(() -> rows(name, bound(name, from), bound(name, to)));
        }
      }
      return RowCursor.oneAfterTheOther(cursors);
    }

    private RowCursor rows(String name, Optional<ComparedKey> from, Optional<ComparedKey> to) {
      return keys.whole(name, Shards.ask(name, () -> moment(name).rows(from, to)));
    }

    private static Optional<ComparedKey> bound(String name, Optional<ComparedKey> key) {
      return key.filter(bound -> ShardedKeys.shard(bound).equals(name)).map(ShardedKeys::own);
    }

    /** The shards that may have rows at or above a key. */
    private Collection<String> since(Optional<ComparedKey> from) {
      return from.map(key -> shards.byName().tailMap(ShardedKeys.shard(key)))
          .orElse(shards.byName())
          .keySet();
    }

    private Snapshot moment(String name) {
      return open.computeIfAbsent(name, shard -> shards.shard(shard).orElseThrow().snapshot());
    }

    @Override
    public void close() {
      Shards.of(open).close(Snapshot::close);
    }
  }
}
