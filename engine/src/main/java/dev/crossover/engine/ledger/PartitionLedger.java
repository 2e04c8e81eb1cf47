package dev.crossover.engine.ledger;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.ledger.PartitionRecord.Loaded;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import java.util.List;
import java.util.Optional;

/**
 * The partitions of every table and which of them are loaded, kept in the target. A plan is written
 * once, before loading starts, so that a later run goes on with the same one. Safe for many threads
 * and processes that load different partitions. Every method throws {@link
 * dev.crossover.contract.TargetException} when the target fails.
 */
public interface PartitionLedger {
  /** The partitions of a table in key order; empty if it has not been cut. */
  List<PartitionRecord> partitions(TableName table);

  /** One partition, as the ledger has it now. */
  Optional<PartitionRecord> partition(TableName table, int number);

  /**
   * Stores how a table is cut; a plan that was written only in part is replaced.
   *
   * @param partitions all of them, in key order
   */
  void plan(TableName table, long estimatedRows, List<Partition> partitions);

  /**
   * Records that a partition is about to be read.
   *
   * @param position where the source's log ends now; the first attempt's stays
   */
  void start(PartitionRecord record, LogPosition position);

  /** Records that every row of a partition is committed, or is a dead letter. */
  void finish(Partition partition, Loaded loaded);

  /** How far each table of the schema is, in the schema's order. */
  List<TableProgress> progress(TargetSchema schema);

  /**
   * The lowest position that was read before any partition was; the change stream must have started
   * at or below it. Empty if no partition was ever started.
   */
  Optional<LogPosition> firstPosition();

  /** Whether every partition of every moved table is done. */
  default boolean isComplete(TargetSchema schema) {
    return progress(schema).stream().allMatch(TableProgress::done);
  }
}
