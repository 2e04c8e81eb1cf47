package dev.crossover.engine.shards;

import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.Writers;
import java.util.List;

/** The writers of all shards; a transaction's name begins with its shard's. */
record ShardedWriters(Shards<Writers> shards) implements Writers {
  /** Not in a shard's name. */
  private static final String AT = "/";

  @Override
  public List<OpenTransaction> open() {
    return shards.ask((name, writers) -> writers.open()).entrySet().stream()
        .flatMap(
            shard ->
                shard.getValue().stream()
                    .map(open -> with(shard.getKey() + AT + open.name(), open)))
        .toList();
  }

  @Override
  public void end(OpenTransaction transaction) {
    String[] names = transaction.name().split(AT, 2);
    shards
        .shard(names[0])
        .ifPresent(
            writers -> Shards.tell(names[0], () -> writers.end(with(names[1], transaction))));
  }

  private static OpenTransaction with(String name, OpenTransaction transaction) {
    return new OpenTransaction(name, transaction.prepared(), transaction.role(), transaction.age());
  }
}
