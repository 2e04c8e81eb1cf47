package dev.crossover.engine.bulk;

import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.schema.TableName;
import java.util.List;
import java.util.SortedMap;

/**
 * The loads of a schema's partitions, each of which is done at most once. Safe for many threads.
 */
public interface PartitionLoads {
  /**
   * What is still to be loaded.
   *
   * @param partitionRows about how many rows a partition holds, for tables that are not cut yet
   * @return by level; a level may start when all lower ones are done
   */
  SortedMap<Integer, List<Partition>> plan(int partitionRows);

  /** Loads one partition; does nothing if it is done. */
  void load(TableName table, int number);

  /** Whether every partition of every table is done. */
  boolean isComplete();
}
