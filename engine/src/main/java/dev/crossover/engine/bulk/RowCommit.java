package dev.crossover.engine.bulk;

import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.SpannerException;
import java.util.List;
import java.util.Set;

/** Commits rows, all or none. */
@FunctionalInterface
interface RowCommit {
  /** What Spanner answers when the rows themselves, and not the request, are wrong. */
  Set<ErrorCode> ROWS_REFUSED =
      Set.of(
          ErrorCode.INVALID_ARGUMENT,
          ErrorCode.FAILED_PRECONDITION,
          ErrorCode.ALREADY_EXISTS,
          ErrorCode.OUT_OF_RANGE,
          ErrorCode.NOT_FOUND);

  /** A table or column that is not there is nobody's row's fault. */
  List<String> MISSING_THINGS =
      List.of("Table not found", "Column not found", "Database not found", "Instance not found");

  /**
   * @param rows parents before their children
   * @throws SpannerException if the target refuses them
   */
  void commit(List<LoadedRow> rows);

  /** Whether other rows could have been committed. */
  static boolean refusesRows(SpannerException e) {
    String message = String.valueOf(e.getMessage());
    return ROWS_REFUSED.contains(e.getErrorCode())
        && MISSING_THINGS.stream().noneMatch(message::contains);
  }
}
