package dev.crossover.engine.verify.sides;

import dev.crossover.contract.CrossoverException;
import dev.crossover.engine.verify.encoding.ComparedKey;
import java.util.Collection;

/**
 * The rows of any table of one side, all at one moment: the one at which this was opened. The side
 * counts by itself: no key is ordered, and no value is looked at, so a fault in either shows as
 * another number of rows. For one thread; the caller closes it.
 */
public interface RowCounts extends AutoCloseable {
  /**
   * All rows of a table.
   *
   * @throws CrossoverException if they cannot be counted
   */
  long all(ComparedTable table);

  /**
   * The rows of these source keys.
   *
   * @throws CrossoverException if they cannot be read
   */
  long of(ComparedTable table, Collection<ComparedKey> keys);

  @Override
  void close();
}
