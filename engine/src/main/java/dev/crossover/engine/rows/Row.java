package dev.crossover.engine.rows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One row of the source.
 *
 * @param values portable values (see {@code engine.types}), one for each of the table's {@code
 *     writtenColumns()} and in their order; a value may be null
 */
public record Row(List<Object> values) {
  public Row {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }
}
