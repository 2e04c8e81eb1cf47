package dev.crossover.engine.target;

import dev.crossover.contract.TargetException;
import java.util.List;
import java.util.Map;

/** Which columns of the target must be unique, beside primary keys. */
@FunctionalInterface
public interface UniqueColumns {
  /**
   * The sets of columns that are unique together, as the target has them now.
   *
   * @return by the target table's name; a table without any is left out
   * @throws TargetException if the target cannot be read
   */
  Map<String, List<List<String>>> byTable();
}
