package dev.crossover.engine.target;

import dev.crossover.engine.schema.TargetTable;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A transaction of live apply: what it reads stays so until it commits. Not safe for threads; used
 * only inside {@link ApplyTransactions#run}.
 */
public interface ApplyTransaction extends RowLookup {
  /** What is remembered of these source keys; a key that was never touched is left out. */
  Map<TargetKey, ShadowRow> shadowRows(TargetTable table, Collection<TargetKey> keys);

  /** Writes when the transaction commits. Called once, after all reads. */
  void write(Writes writes);

  /**
   * What a transaction writes, in this order.
   *
   * @param deletes target keys, children before their parents; a row that is not there is no error
   * @param rows written whether they exist or not, parents before their children
   * @param shadowRows written whether they exist or not
   */
  record Writes(List<TargetKey> deletes, List<TargetRow> rows, List<ShadowRow> shadowRows) {}
}
