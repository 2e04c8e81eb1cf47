package dev.crossover.launcher.cutover;

import dev.crossover.engine.changes.LogPosition;
import java.util.List;
import java.util.Map;

/** The rows that change although the source's log does not say so, as far as a cutover needs it. */
public interface RowsToCopyAgain {
  /** The tables that have such rows, as {@code schema.table}; empty if there are none. */
  List<String> tables();

  /**
   * Brings them into agreement: rows that differ so are written again as the source has them, or
   * deleted. The source is fenced and all that it logged is applied. Doing it again changes
   * nothing. Interrupted when the allowed downtime is over.
   *
   * @param end above every change of the application
   * @param epoch of the journal; once that has moved on nothing is written any more
   * @return how many rows were written or deleted, by table
   * @throws dev.crossover.contract.CrossoverException if it cannot be done
   */
  Map<String, Long> copy(LogPosition end, long epoch);
}
