package dev.crossover.engine.bulk;

import dev.crossover.engine.bulk.ReloadRow.Outcome;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.deadletters.UnitAttempt;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  /** How many characters of refused rows' keys are remembered before they are tried again. */
  private static final long MOST_REFUSED_KEYS = 4L << 20;

  private final RowSource source;
  private final TargetSchema schema;
  private final Destination destination;
  private final ReloadRow reloadRow;
  private final Records records;
  private final CommitLimits limits;

  /** Where rows go. */
  record Destination(TargetValues values, RowWriter writer) {}

  /** Where it is written down what was moved and what was not. */
  record Records(PartitionLedger ledger, DeadLetters deadLetters) {}

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
    Loaded loaded = attempt.loaded();
    records.ledger().finish(partition, loaded);
    return loaded;
  }

  /**
   * A row that the target refused, not kept itself: it is read again.
   *
   * @param bytes what it took when it was read
   */
  private record RefusedRow(Map<String, String> key, long bytes) {}

  /**
   * One pass over the partition; its memory is one commit's rows, one row that becomes a dead
   * letter, and some of the keys of rows that the target refused.
   */
  private final class Attempt {
    private final TargetTable table;
    private final Partition partition;
    private final CommitSize size;
    private final List<LoadedRow> batch = new ArrayList<>();
    private final UnitAttempt letters;
    private final List<RefusedRow> refused = new ArrayList<>();
    private long refusedKeys;
    private long batchBytes;
    private long rows;
    private long bytes;
    private long gone;

    Attempt(TargetTable table, Partition partition) {
      this.table = table;
      this.partition = partition;
      this.letters = records.deadLetters().attempt(BulkUnit.of(partition));
      this.size =
          new CommitSize(
              Math.max(1, limits.cells() / Math.max(1, table.cellsPerRow())), System::nanoTime);
    }

    void add(Row row) {
      LoadedRow loaded;
      try {
        loaded = LoadedRow.of(table, row, destination.values());
      } catch (UnconvertibleValueException e) {
        refuse(row, e.getMessage());
        return;
      }
      if (batch.size() >= size.rows() || batchBytes + loaded.bytes() > limits.bytes()) {
        flush();
      }
      batch.add(loaded);
      batchBytes += loaded.bytes();
    }

    void flush() {
      if (!batch.isEmpty()) {
        size.learnFrom(() -> commit(batch));
      }
      batch.clear();
      batchBytes = 0;
      if (refusedKeys > MOST_REFUSED_KEYS) {
        reloadRefused();
      }
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
          part.forEach(this::tryLater);
        } else {
          commit(part.subList(0, part.size() / 2));
          commit(part.subList(part.size() / 2, part.size()));
        }
      }
    }

    private void tryLater(LoadedRow row) {
      Map<String, String> key =
          SourceValues.only(
              SourceValues.of(table, row.source(), source.text()), SourceValues.keyColumns(table));
      refused.add(new RefusedRow(key, row.bytes()));
      refusedKeys += key.values().stream().mapToLong(String::length).sum();
    }

    /**
     * Commits the last rows, and tries refused ones again: the source may have moved on between the
     * reading of them and of others. It comes last, when the cursor's connection is free again.
     */
    void finish() {
      flush();
      reloadRefused();
      letters.finish();
    }

    private void reloadRefused() {
      List<RefusedRow> together = new ArrayList<>();
      long togetherBytes = 0;
      for (RefusedRow row : refused) {
        boolean full =
            together.size() == RELOADED_TOGETHER || togetherBytes + row.bytes() > limits.bytes();
        if (full && !together.isEmpty()) {
          reload(together);
          together.clear();
          togetherBytes = 0;
        }
        together.add(row);
        togetherBytes += row.bytes();
      }
      if (!together.isEmpty()) {
        reload(together);
      }
      refused.clear();
      refusedKeys = 0;
    }

    private void reload(List<RefusedRow> again) {
      List<Outcome> outcomes =
          reloadRow.reload(table, again.stream().map(RefusedRow::key).toList());
      for (int i = 0; i < again.size(); i++) {
        count(again.get(i), outcomes.get(i));
      }
    }

    private void count(RefusedRow row, Outcome outcome) {
      if (outcome instanceof Outcome.Refused because) {
        refuse(because.row(), because.reason());
      } else if (outcome instanceof Outcome.Gone) {
        gone++;
      } else {
        rows++;
        bytes += row.bytes();
      }
    }

    private void refuse(Row row, String reason) {
      Map<String, String> values = SourceValues.of(table, row, source.text());
      letters.add(BulkUnit.undelivered(table, partition, values, reason));
    }

    Loaded loaded() {
      return new Loaded(rows, bytes, letters.count(), gone);
    }
  }
}
