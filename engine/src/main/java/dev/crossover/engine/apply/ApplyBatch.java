package dev.crossover.engine.apply;

import com.google.cloud.spanner.DatabaseClient;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.rows.UnconvertibleValueException;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.Retries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Applies the changes of some files together. Applying the same files again, or in another order,
 * or in other batches, leads to the same target. Safe for many threads and processes.
 */
public final class ApplyBatch {
  private final Map<TableName, TableMapping> mappings = new HashMap<>();
  private final Transactions transactions;
  private final Orphans orphans;
  private final ValueExchange exchange;
  private final CommitLimits limits;

  /**
   * @param shadowPrefix see {@link ShadowTable#of}; the shadow tables must exist
   */
  public ApplyBatch(
      DatabaseClient client, TargetSchema schema, String shadowPrefix, CommitLimits limits) {
    for (TargetTable table : schema.tables()) {
      mappings.put(table.source(), new TableMapping(table, shadowPrefix));
    }
    this.transactions = new Transactions(client, Retries.standard());
    this.orphans =
        new Orphans(
            client, schema.tables().stream().collect(Collectors.toMap(TargetTable::name, t -> t)));
    this.exchange = new ValueExchange(client);
    this.limits = limits;
  }

  /**
   * @return by file; every event that is not among its failures or waiting ones is durable on the
   *     target, or a newer event of its key is
   * @throws TargetException if the target does not work; some events may have been applied then
   */
  public Map<String, FileTally> apply(Collection<ChangeFile> files) {
    Map<String, FileTally> tallies = new LinkedHashMap<>();
    List<KeyedChange> changes = new ArrayList<>();
    for (ChangeFile file : files) {
      FileTally tally = new FileTally();
      tallies.put(file.path(), tally);
      for (ChangeRecord record : file.records()) {
        tally.met(record);
        key(record, tally, changes);
      }
    }
    new BatchRun(transactions, orphans, exchange, limits, tallies)
        .apply(KeyChanges.collapse(changes));
    return tallies;
  }

  private void key(ChangeRecord record, FileTally tally, List<KeyedChange> keyed) {
    if (record instanceof ChangeRecord.Unreadable unreadable) {
      tally.failed(record, unreadable.reason());
      return;
    }
    ChangeRecord.Change change = (ChangeRecord.Change) record;
    TableName table = change.event().table();
    TableMapping mapping = mappings.get(table);
    if (mapping == null) {
      tally.failed(
          record,
          "the target schema has no table %s; exclude it from the stream, or run the schema step again, then retry"
              .formatted(table));
      return;
    }
    try {
      keyed.add(KeyedChange.of(change, mapping));
    } catch (UnmappedChangeException | UnconvertibleValueException e) {
      tally.failed(record, e.getMessage());
    }
  }
}
