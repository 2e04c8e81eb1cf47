package dev.crossover.engine.bulk;

import dev.crossover.engine.bulk.ReloadRow.Outcome;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.PartitionLedger;
import dev.crossover.engine.ledger.PartitionRecord;
import dev.crossover.engine.ledger.PartitionRecord.Loaded;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.Row;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.UnconvertibleValueException;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.RowWriter;
import dev.crossover.engine.target.RowsRefusedException;
import dev.crossover.engine.target.TargetValues;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Loads one partition: reads it with a cursor and commits its rows in key order. Done twice it does
 * the same again, so a partition whose load was killed is simply loaded again. Safe for many
 * threads that load different partitions.
 */
final class LoadPartition {
  /**
   * While an application inserts, nearly every row at the end of a child table is refused, since
   * its parent came after the parent's table was read; so they are not handled one by one.
   */
  private static final int RELOADED_TOGETHER = 50;

  private final RowSource source;
  private final TargetSchema schema;
  private final Destination destination;
  private final ReloadRow reloadRow;
  private final Records records;
  private final CommitLimits limits;

  /** Where rows go. */
  record Destination(TargetValues values, RowWriter writer) {}

  /** Where it is written down what was moved and what was not. */
  record Records(PartitionLedger ledger, DeadLetters deadLetters, Clock clock) {}

  LoadPartition(
      RowSource source,
      TargetSchema schema,
      Destination destination,
      ReloadRow reloadRow,
      Records records,
      CommitLimits limits) {
    this.source = source;
    this.schema = schema;
    this.destination = destination;
    this.reloadRow = reloadRow;
    this.records = records;
    this.limits = limits;
  }

  /** Loads the partition, whatever earlier attempts did, and records it in the ledger. */
  Loaded load(PartitionRecord record) {
    Partition partition = record.partition();
    TargetTable table =
        schema
            .bySource(partition.table())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the target schema has no table for " + partition.table()));
    records.ledger().start(record, source.position());
    Attempt attempt = new Attempt(table, partition);
    source.read(table, partition, attempt::add);
    attempt.finish();
    records.deadLetters().replace(BulkUnit.of(partition), attempt.letters);
    Loaded loaded = attempt.loaded();
    records.ledger().finish(partition, loaded);
    return loaded;
  }

  /**
   * One pass over the partition; its memory is one commit's rows, the dead letters, and the keys of
   * rows that the target refused.
   */
  private final class Attempt {
    private final TargetTable table;
    private final Partition partition;
    private final int rowsPerCommit;
    private final List<LoadedRow> batch = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<Map<String, String>> refused = new ArrayList<>();
    private long batchBytes;
    private long rows;
    private long bytes;
    private long gone;

    Attempt(TargetTable table, Partition partition) {
      this.table = table;
      this.partition = partition;
      this.rowsPerCommit = Math.max(1, limits.cells() / Math.max(1, table.cellsPerRow()));
    }

    void add(Row row) {
      LoadedRow loaded;
      try {
        loaded = LoadedRow.of(table, row, destination.values());
      } catch (UnconvertibleValueException e) {
        refuse(SourceValues.of(table, row, source.text()), e.getMessage());
        return;
      }
      if (batch.size() == rowsPerCommit || batchBytes + loaded.bytes() > limits.bytes()) {
        flush();
      }
      batch.add(loaded);
      batchBytes += loaded.bytes();
    }

    void flush() {
      if (!batch.isEmpty()) {
        commit(batch);
      }
      batch.clear();
      batchBytes = 0;
    }

    /**
     * Commits what can be committed. Many rows that are refused together are tried in halves; few
     * are read again, which costs less than finding out which of them it was.
     */
    private void commit(List<LoadedRow> part) {
      try {
        destination.writer().write(LoadedRow.targets(part));
        rows += part.size();
        bytes += part.stream().mapToLong(LoadedRow::bytes).sum();
      } catch (RowsRefusedException e) {
        if (part.size() <= RELOADED_TOGETHER) {
          part.forEach(row -> refused.add(SourceValues.of(table, row.source(), source.text())));
        } else {
          commit(part.subList(0, part.size() / 2));
          commit(part.subList(part.size() / 2, part.size()));
        }
      }
    }

    /**
     * Commits the last rows, and tries refused ones again: the source may have moved on between the
     * reading of them and of others. It comes last, when the cursor's connection is free again.
     */
    void finish() {
      flush();
      for (int from = 0; from < refused.size(); from += RELOADED_TOGETHER) {
        reload(refused.subList(from, Math.min(refused.size(), from + RELOADED_TOGETHER)));
      }
    }

    private void reload(List<Map<String, String>> rows) {
      List<String> key = SourceValues.keyColumns(table);
      List<Outcome> outcomes =
          reloadRow.reload(
              table, rows.stream().map(values -> SourceValues.only(values, key)).toList());
      for (int i = 0; i < rows.size(); i++) {
        count(rows.get(i), outcomes.get(i));
      }
    }

    private void count(Map<String, String> values, Outcome outcome) {
      if (outcome instanceof Outcome.Refused because) {
        refuse(values, because.reason());
      } else if (outcome instanceof Outcome.Gone) {
        gone++;
      } else {
        rows++;
        bytes += values.values().stream().filter(Objects::nonNull).mapToInt(String::length).sum();
      }
    }

    private void refuse(Map<String, String> values, String reason) {
      letters.add(BulkUnit.letter(table, partition, values, reason, records.clock().instant()));
    }

    Loaded loaded() {
      return new Loaded(rows, bytes, letters.size(), gone);
    }
  }
}
