package dev.crossover.engine.bulk;

import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.Undelivered;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.schema.TargetTable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The dead letters of a partition. */
final class BulkUnit {
  private BulkUnit() {}

  static String of(Partition partition) {
    return "bulk/" + partition.table() + "/" + partition.number();
  }

  /**
   * The letter's index is made of the row's key: its place in the partition changes when the source
   * does, and the same row must keep its letter.
   */
  static Undelivered undelivered(
      TargetTable table, Partition partition, Map<String, String> values, String reason) {
    String key =
        new String(
            SourceValues.toBytes(SourceValues.only(values, SourceValues.keyColumns(table))),
            StandardCharsets.UTF_8);
    long index = Long.parseUnsignedLong(DeadLetter.idOf(key, 0), 16) >>> 1;
    return new Undelivered(
        DeadLetter.Origin.BULK_LOAD,
        of(partition),
        index,
        Optional.of(table.source().toString()),
        () -> SourceValues.toBytes(values),
        reason,
        Optional.empty(),
        1);
  }
}
