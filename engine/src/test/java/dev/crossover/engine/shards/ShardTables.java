package dev.crossover.engine.shards;

import dev.crossover.engine.schema.FakeCatalogue;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.sides.ComparedTables;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tables for tests of shards: {@code public.item} with {@code id}, its key, and {@code name}. */
final class ShardTables {
  static final TableName ITEM = new TableName("public", "item");

  private ShardTables() {}

  /** The table as the target has it, with the shards' column {@code shard}. */
  static TargetTable item() {
    TargetTable own = ComparedTables.named("item");
    var shard = new ShardColumn("shard").in(source()).columns().get(0);
    TargetColumn column =
        new TargetColumn("shard", shard.type(), "shard", shard.type().type(), false, false);
    return new TargetTable(
        own.source(),
        own.name(),
        Stream.concat(Stream.of(column), own.columns().stream()).toList(),
        List.of("shard", "id"),
        List.of("shard", "id"),
        List.of(),
        Optional.empty(),
        0,
        3);
  }

  /** The table as a shard's catalogue has it. */
  static SourceTable source() {
    return FakeCatalogue.table(
        ITEM,
        FakeCatalogue.required("id", FakeCatalogue.NUMBER),
        FakeCatalogue.column("name", FakeCatalogue.TEXT));
  }
}
