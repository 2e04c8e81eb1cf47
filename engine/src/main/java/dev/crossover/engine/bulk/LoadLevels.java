package dev.crossover.engine.bulk;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.workers.Workers;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole bulk load in one process: level after level, parents before children, with a fixed number
 * of workers. It may be killed at any moment and run again; once all is done it does nothing.
 */
public final class LoadLevels {
  private static final Logger LOG = LoggerFactory.getLogger(LoadLevels.class);

  private final PartitionLoads loads;
  private final Workers workers;

  public LoadLevels(PartitionLoads loads, Workers workers) {
    this.loads = loads;
    this.workers = workers;
  }

  /**
   * @param partitionRows about how many rows a partition holds
   * @throws dev.crossover.contract.CrossoverException the first failure of a partition; the rest is
   *     left for the next run
   * @throws TargetException if partitions are left that nobody loaded
   */
  public void run(int partitionRows) {
    loads
        .plan(partitionRows)
        .forEach(
            (level, partitions) -> {
              LOG.info("event=level_started level={} partitions={}", level, partitions.size());
              workers.run(tasks(partitions));
            });
    if (!loads.isComplete()) {
      throw new TargetException(
          "the job ended with partitions that are not loaded; start it again");
    }
    LOG.info("event=bulk_done");
  }

  private List<Runnable> tasks(List<Partition> partitions) {
    return partitions.stream()
        .<Runnable>map(partition -> () -> loads.load(partition.table(), partition.number()))
        .toList();
  }
}
