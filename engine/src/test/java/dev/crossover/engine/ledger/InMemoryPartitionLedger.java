package dev.crossover.engine.ledger;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.ledger.PartitionRecord.Loaded;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ledger of partitions that ends with its process. */
public final class InMemoryPartitionLedger implements PartitionLedger {
  private final Map<TableName, List<PartitionRecord>> partitions = new HashMap<>();
  private final Map<TableName, Long> estimatedRows = new HashMap<>();

  private final Runnable beforeWrite;

  /** A ledger that may always be written. */
  public InMemoryPartitionLedger() {
    this(() -> {});
  }

  /**
   * @param beforeWrite throws if it may not be written
   */
  public InMemoryPartitionLedger(Runnable beforeWrite) {
    this.beforeWrite = beforeWrite;
  }

  @Override
  public synchronized List<PartitionRecord> partitions(TableName table) {
    return List.copyOf(partitions.getOrDefault(table, List.of()));
  }

  @Override
  public synchronized Optional<PartitionRecord> partition(TableName table, int number) {
    return partitions(table).stream()
        .filter(record -> record.partition().number() == number)
        .findFirst();
  }

  @Override
  public synchronized void plan(TableName table, long rows, List<Partition> cut) {
    beforeWrite.run();
    List<PartitionRecord> records = new ArrayList<>();
    cut.forEach(part -> records.add(new PartitionRecord(part, Optional.empty(), Optional.empty())));
    partitions.put(table, records);
    estimatedRows.put(table, rows);
  }

  @Override
  public synchronized void start(PartitionRecord record, LogPosition position) {
    LogPosition first = record.position().orElse(position);
    put(new PartitionRecord(record.partition(), Optional.of(first), record.loaded()));
  }

  @Override
  public synchronized void finish(Partition partition, Loaded loaded) {
    PartitionRecord known = partition(partition.table(), partition.number()).orElseThrow();
    put(new PartitionRecord(partition, known.position(), Optional.of(loaded)));
  }

  private void put(PartitionRecord record) {
    beforeWrite.run();
    partitions
        .get(record.partition().table())
        .replaceAll(
            known -> known.partition().number() == record.partition().number() ? record : known);
  }

  @Override
  public synchronized List<TableProgress> progress(TargetSchema schema) {
    return schema.movedTables().stream().map(table -> progress(table.source())).toList();
  }

  private TableProgress progress(TableName table) {
    List<PartitionRecord> records = partitions(table);
    List<Loaded> loaded = records.stream().flatMap(record -> record.loaded().stream()).toList();
    return new TableProgress(
        table,
        estimatedRows.getOrDefault(table, 0L),
        records.size(),
        loaded.size(),
        loaded.stream().mapToLong(Loaded::rows).sum(),
        loaded.stream().mapToLong(Loaded::bytes).sum(),
        loaded.stream().mapToLong(Loaded::deadLetters).sum(),
        loaded.stream().mapToLong(Loaded::gone).sum());
  }

  @Override
  public synchronized Optional<LogPosition> firstPosition() {
    return LogPosition.lowest(
        partitions.values().stream()
            .flatMap(List::stream)
            .flatMap(record -> record.position().stream())
            .toList());
  }
}
