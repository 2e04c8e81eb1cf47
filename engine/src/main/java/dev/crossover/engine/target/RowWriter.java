package dev.crossover.engine.target;

import dev.crossover.contract.TargetException;
import java.util.List;

/** Commits rows, all or none. Safe for many threads. */
@FunctionalInterface
public interface RowWriter {
  /**
   * Writes rows whether they exist or not, so that the same rows may be written twice. They are
   * durable when the call returns.
   *
   * @param rows parents before their children
   * @throws RowsRefusedException if the target refuses these rows
   * @throws WritesEndedException if the migration's phase forbids it
   * @throws TargetException if the target does not work, whatever the rows
   */
  void write(List<TargetRow> rows);
}
