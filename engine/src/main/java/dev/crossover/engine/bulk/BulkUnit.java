package dev.crossover.engine.bulk;

import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.schema.TargetTable;
import java.time.Instant;
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
  static DeadLetter letter(
      TargetTable table,
      Partition partition,
      Map<String, String> values,
      String reason,
      Instant at) {
    String key = SourceValues.toJson(SourceValues.only(values, SourceValues.keyColumns(table)));
    long index = Long.parseUnsignedLong(DeadLetter.idOf(key, 0), 16) >>> 1;
    String unit = of(partition);
    return new DeadLetter(
        DeadLetter.idOf(unit, index),
        DeadLetter.Origin.BULK_LOAD,
        unit,
        index,
        Optional.of(table.source().toString()),
        SourceValues.toJson(values),
        reason,
        Optional.empty(),
        1,
        at);
  }
}
