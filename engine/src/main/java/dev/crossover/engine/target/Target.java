package dev.crossover.engine.target;

import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.engine.ledger.PartitionLedger;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.verify.sides.ComparedTarget;

/**
 * An open database that is filled: the one place that gives every port of a target. Safe for many
 * threads; the caller closes it.
 */
public interface Target extends AutoCloseable {
  /** What people call the place of the database. */
  String address();

  /**
   * How the target holds values.
   *
   * @param text for values that the target keeps in the source's text form
   */
  TargetValues values(SourceText text);

  /**
   * Writes rows of the bulk load, for the migration that the target has now, while the journal is
   * in a phase of {@link MigrationWriter}.
   */
  RowWriter rowWriter();

  /**
   * Transactions of live apply, for the migration that the target has now, while the journal is in
   * a phase of {@link MigrationWriter}; they need the {@link OwnTables}.
   */
  ApplyTransactions applyTransactions();

  /**
   * Transactions of a cutover that copies rows again, for the migration that the target has now,
   * while the journal is at this epoch and in a phase of {@link MigrationWriter}: what a cutover
   * that has ended began commits no more. They need the {@link OwnTables}.
   */
  ApplyTransactions repairTransactions(long epoch);

  /** Finds rows, outside of any transaction. */
  RowLookup rowLookup();

  UniqueColumns uniqueColumns();

  /**
   * The ledger of change files; it needs the {@link OwnTables}. Live apply alone writes it, as it
   * writes rows: for the migration of {@link #applyTransactions}, or else of the first write.
   */
  FileLedger fileLedger();

  /**
   * The ledger of the bulk load; it needs the {@link OwnTables}. The bulk load alone writes it, as
   * it writes rows: for the migration of {@link #rowWriter}, or else of the first write.
   */
  PartitionLedger partitionLedger();

  /** The rows, as verification reads them. */
  ComparedTarget compared();

  ArrivedSentinels sentinels();

  RowCount rowCount();

  TargetSequences sequences();

  /** The database itself, its tables and the journal. */
  TargetAdministration administration();

  @Override
  void close();
}
