package dev.crossover.engine.bulk;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.PartitionLedger;
import dev.crossover.engine.ledger.PartitionRecord;
import dev.crossover.engine.ledger.PartitionRecord.Loaded;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bulk load of a schema. A plan is made once and kept in the ledger; partitions that are done
 * are never loaded again. Safe for many threads.
 */
public final class BulkLoad implements PartitionLoads {
  private static final Logger LOG = LoggerFactory.getLogger(BulkLoad.class);

  private final RowSource source;
  private final TargetSchema schema;
  private final PartitionLedger ledger;
  private final LoadPartition loadPartition;

  public BulkLoad(
      RowSource source,
      Target target,
      TargetSchema schema,
      DeadLetters deadLetters,
      CommitLimits limits) {
    this.source = source;
    this.schema = schema;
    this.ledger = target.partitionLedger();
    this.loadPartition =
        new LoadPartition(
            source,
            schema,
            new LoadPartition.Destination(target.values(source.text()), target.rowWriter()),
            ReloadRow.whileBulkLoads(source, target, schema),
            new LoadPartition.Records(ledger, deadLetters),
            limits);
  }

  /**
   * Cuts the tables that have not been cut yet, and gives what is still to be loaded.
   *
   * @param partitionRows about how many rows a partition holds
   * @return partitions by level; a level may start when all lower ones are done. Levels without
   *     partitions to load are left out
   */
  @Override
  public SortedMap<Integer, List<Partition>> plan(int partitionRows) {
    SortedMap<Integer, List<Partition>> levels = new TreeMap<>();
    for (TargetTable table : schema.movedTables()) {
      List<Partition> pending =
          partitions(table, partitionRows).stream()
              .filter(record -> !record.done())
              .map(PartitionRecord::partition)
              .toList();
      if (!pending.isEmpty()) {
        levels.computeIfAbsent(table.level(), level -> new ArrayList<>()).addAll(pending);
      }
    }
    return levels;
  }

  private List<PartitionRecord> partitions(TargetTable table, int partitionRows) {
    List<PartitionRecord> known = ledger.partitions(table.source());
    if (!known.isEmpty()) {
      return known;
    }
    List<Partition> cut = source.cut(table, partitionRows);
    // Without statistics the cut itself tells how many rows there are at least.
    long estimatedRows = Math.max(source.estimatedRows(table), (cut.size() - 1L) * partitionRows);
    ledger.plan(table.source(), estimatedRows, cut);
    LOG.info(
        "event=table_planned table={} partitions={} estimated_rows={}",
        table.source(),
        cut.size(),
        estimatedRows);
    return ledger.partitions(table.source());
  }

  /** Loads one partition; does nothing if it is done. */
  @Override
  public void load(TableName table, int number) {
    PartitionRecord record =
        ledger
            .partition(table, number)
            .orElseThrow(
                () ->
                    new TargetException(
                        "the ledger has no partition %d of %s any more; start again"
                            .formatted(number, table)));
    if (!record.done()) {
      load(record);
    }
  }

  /** How many rows of a partition that was loaded could not be moved. */
  public long deadLetters(TableName table, int number) {
    return ledger
        .partition(table, number)
        .flatMap(PartitionRecord::loaded)
        .map(Loaded::deadLetters)
        .orElse(0L);
  }

  private void load(PartitionRecord record) {
    long start = System.nanoTime();
    Loaded loaded = loadPartition.load(record);
    LOG.info(
        "event=partition_loaded table={} partition={} rows={} bytes={} dead_letters={} gone={}"
            + " millis={}",
        record.partition().table(),
        record.partition().number(),
        loaded.rows(),
        loaded.bytes(),
        loaded.deadLetters(),
        loaded.gone(),
        (System.nanoTime() - start) / 1_000_000);
  }

  /** Whether every partition of every table is done. */
  @Override
  public boolean isComplete() {
    return ledger.isComplete(schema);
  }
}
