package dev.crossover.targets.spanner.rows;

import com.google.cloud.spanner.SpannerException;
import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.target.RowsRefusedException;
import dev.crossover.engine.target.RowsRefusedException.Reason;
import dev.crossover.targets.spanner.client.SpannerErrors;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an error of Spanner says about the rows that a commit tried to write. Errors that {@link
 * dev.crossover.targets.spanner.client.Retries} tries again never come here.
 */
public final class Refusals {
  /** Spanner has no error code of its own for these. */
  private static final List<String> BAD_VALUES =
      List.of("null", "exceeds the maximum size", "could not parse", "generated column");

  /** A table or column that is not there says nothing about a row. */
  private static final List<String> MISSING_THINGS =
      List.of("table not found", "column not found", "database not found", "instance not found");

  private Refusals() {}

  /**
   * @param what was tried, to follow "cannot "
   * @return a {@link RowsRefusedException} if other rows could have been committed, else a {@link
   *     TargetException}
   */
  public static CrossoverException of(String what, SpannerException error) {
    return reason(error)
        .<CrossoverException>map(
            reason -> new RowsRefusedException(reason, SpannerErrors.sentence(error), error))
        .orElseGet(() -> failure(what, error));
  }

  /** The target does not work, whatever the rows. */
  public static TargetException failure(String what, SpannerException error) {
    return new TargetException("cannot " + what + ": " + SpannerErrors.sentence(error), error);
  }

  /** Empty if the error is not about the rows. */
  private static Optional<Reason> reason(SpannerException error) {
    String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    if (MISSING_THINGS.stream().anyMatch(message::contains)) {
      return Optional.empty();
    }
    return switch (error.getErrorCode()) {
      case ALREADY_EXISTS -> Optional.of(Reason.UNIQUE_VALUE_TAKEN);
      case NOT_FOUND ->
          message.contains("parent") ? Optional.of(Reason.OTHER_ROW) : Optional.empty();
      case FAILED_PRECONDITION ->
          Optional.of(
              BAD_VALUES.stream().anyMatch(message::contains) ? Reason.NEVER : Reason.OTHER_ROW);
      case OUT_OF_RANGE, INVALID_ARGUMENT -> Optional.of(Reason.NEVER);
      case ABORTED,
          UNAVAILABLE,
          DEADLINE_EXCEEDED,
          INTERNAL,
          UNKNOWN,
          CANCELLED,
          RESOURCE_EXHAUSTED,
          PERMISSION_DENIED,
          UNAUTHENTICATED,
          UNIMPLEMENTED,
          DATA_LOSS ->
          Optional.empty();
    };
  }
}
