package dev.crossover.engine.ledger;

import dev.crossover.engine.schema.TableName;

/**
 * How far the bulk load of one table is.
 *
 * @param estimatedRows as the source's statistics said when the table was cut; 0 if they were
 *     silent
 * @param partitions 0 before the table is cut
 * @param partitionsDone those whose rows are all committed or dead letters
 * @param rows committed by partitions that are done
 * @param gone rows that were deleted in the source while their partition was loaded
 */
public record TableProgress(
    TableName table,
    long estimatedRows,
    long partitions,
    long partitionsDone,
    long rows,
    long bytes,
    long deadLetters,
    long gone) {

  public boolean done() {
    return partitions > 0 && partitionsDone == partitions;
  }
}
