package dev.crossover.engine.apply;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.ChangeVersion;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.rows.UnconvertibleValueException;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.ApplyTransactions;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.ShadowRow;
import dev.crossover.engine.target.Target;
import dev.crossover.engine.target.TargetValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Applies the changes of some files together. Applying the same files again, or in another order,
 * or in other batches, leads to the same target. Safe for many threads and processes.
 */
public final class ApplyBatch {
  private final Map<TableName, TableMapping> mappings = new HashMap<>();
  private final Transactions transactions;
  private final MissingParents missingParents;
  private final UniqueValueSwaps swaps;
  private final CommitLimits limits;

  /**
   * @param target has its own tables already; see {@link dev.crossover.engine.target.OwnTables}
   * @param text how the source of the changes prints values
   */
  public ApplyBatch(Target target, TargetSchema schema, SourceText text, CommitLimits limits) {
    this(target, target.applyTransactions(), schema, text, limits);
  }

  /**
   * @param transactions of the target, in which the changes are applied
   */
  public ApplyBatch(
      Target target,
      ApplyTransactions transactions,
      TargetSchema schema,
      SourceText text,
      CommitLimits limits) {
    TargetValues values = target.values(text);
    for (TargetTable table : schema.tables()) {
      mappings.put(table.source(), new TableMapping(table, values));
    }
    this.transactions = new Transactions(transactions);
    this.missingParents =
        new MissingParents(
            target.rowLookup(),
            schema.tables().stream().collect(Collectors.toMap(TargetTable::name, t -> t)));
    this.swaps = new UniqueValueSwaps(target.rowLookup(), target.uniqueColumns());
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
    new BatchRun(transactions, missingParents, swaps, limits, tallies)
        .apply(KeyChanges.collapse(changes));
    return tallies;
  }

  /**
   * Where the change stands that decided the row of this change's key.
   *
   * @return empty if no change of the key was applied, or its key cannot be understood
   */
  Optional<ChangeVersion> decided(ChangeEvent event) {
    TableMapping mapping = mappings.get(event.table());
    return mapping == null
        ? Optional.empty()
        : transactions.remembered(mapping, mapping.sourceKey(event)).map(ShadowRow::version);
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
