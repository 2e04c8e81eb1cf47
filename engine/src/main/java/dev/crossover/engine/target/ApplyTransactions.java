package dev.crossover.engine.target;

import dev.crossover.contract.TargetException;
import java.util.function.Function;

/** Runs transactions of live apply, all or nothing. Safe for many threads and processes. */
public interface ApplyTransactions {
  /**
   * Runs the work in one transaction. It is run again if the target cannot go on with a
   * transaction, so it must have no other effect.
   *
   * @return what the last run of the work returned, its writes now durable
   * @throws RowsRefusedException if the target refuses what the work wrote; nothing is written
   * @throws WritesEndedException if the migration's phase forbids it
   * @throws TargetException if the target does not work, whatever the rows
   */
  <T> T run(Function<ApplyTransaction, T> work);
}
