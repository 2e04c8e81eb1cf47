package dev.crossover.engine.schema;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How rows of a table change although the source's log does not say so. The change stream cannot
 * bring such a change: until these rows are copied again, source and target may differ in it.
 *
 * @param rowsGo whether rows may be deleted so
 * @param columns whose values may change so
 */
public record UnloggedChanges(boolean rowsGo, List<String> columns) {
  /** A table all of whose changes are in the log. */
  public static final UnloggedChanges NONE = new UnloggedChanges(false, List.of());

  public UnloggedChanges {
    columns = List.copyOf(columns);
  }

  /** Whether there are such changes. */
  public boolean occur() {
    return rowsGo || !columns.isEmpty();
  }

  /** The same where the columns have other names; those without one are left out. */
  public UnloggedChanges named(Function<String, Optional<String>> names) {
    return new UnloggedChanges(
        rowsGo, columns.stream().flatMap(column -> names.apply(column).stream()).toList());
  }
}
