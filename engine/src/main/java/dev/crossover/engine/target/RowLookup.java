package dev.crossover.engine.target;

import dev.crossover.contract.TargetException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds rows of the target by the values of some columns. */
@FunctionalInterface
public interface RowLookup {
  /**
   * Looks for many rows in one request.
   *
   * @param table the target table's name
   * @param columns target column names, in the order of the keys' parts
   * @param wanted what the columns must hold
   * @param select target column names whose values are wanted of each row found; none of them is
   *     NULL
   * @return the values of {@code select} of each row found, by what was looked for; what was not
   *     found is left out
   * @throws TargetException if the target cannot be read
   */
  Map<TargetKey, List<TargetKey>> find(
      String table, List<String> columns, Collection<TargetKey> wanted, List<String> select);
}
