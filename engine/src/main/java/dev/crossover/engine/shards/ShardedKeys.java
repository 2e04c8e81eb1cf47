package dev.crossover.engine.shards;

import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCursor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The keys and rows of a compared table of the whole source, and those of a shard of it.
 *
 * @param ofShard the table as a shard has it
 * @param values how many values a row of the whole source has
 * @param place where the shard's name stands among them
 */
record ShardedKeys(ComparedTable ofShard, int values, int place) {
  static ShardedKeys of(ComparedTable table, ShardColumn column) {
    List<TargetColumn> columns = table.columns();
    int place =
        IntStream.range(0, columns.size())
            .filter(i -> column.is(columns.get(i)))
            .findFirst()
            .orElseThrow();
    ComparedTable own =
        new ComparedTable(
            column.without(table.table()),
            columns.stream().filter(compared -> !column.is(compared)).toList(),
            table.keyIndexes().stream()
                .filter(index -> index != place)
                .map(index -> index > place ? index - 1 : index)
                .toList(),
            table.skipped());
    return new ShardedKeys(own, columns.size(), place);
  }

  static ComparedKey whole(String shard, ComparedKey own) {
    return new ComparedKey(
        Stream.concat(Stream.of(KeyPart.of(shard)), own.parts().stream()).toList());
  }

  static ComparedKey own(ComparedKey whole) {
    return new ComparedKey(whole.parts().subList(1, whole.parts().size()));
  }

  /** What the key says of its shard, whether there is such a shard or not. */
  static String shard(ComparedKey whole) {
    return whole.parts().get(0).literal();
  }

  /** The keys as their shards have them. */
  static Map<String, List<ComparedKey>> byShard(Collection<ComparedKey> keys) {
    Map<String, List<ComparedKey>> byShard = new TreeMap<>();
    keys.forEach(
        key -> byShard.computeIfAbsent(shard(key), first -> new ArrayList<>()).add(own(key)));
    return byShard;
  }

  /** The rows of a shard with the shard's name. */
  RowCursor whole(String shard, RowCursor rows) {
    byte[] name = CanonicalEncoding.text(shard);
    return new RowCursor() {
      @Override
      public boolean hasNext() {
        return Shards.ask(shard, rows::hasNext);
      }

      @Override
      public EncodedRow next() {
        EncodedRow row = Shards.ask(shard, rows::next);
        return new EncodedRow(
            whole(shard, row.key()),
            IntStream.range(0, values)
                .mapToObj(i -> i == place ? name : row.value(i > place ? i - 1 : i))
                .toList());
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }
}
