package dev.crossover.targets.spanner.rows;

import com.google.cloud.spanner.SpannerException;
import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.target.RowsRefusedException;
import dev.crossover.engine.target.RowsRefusedException.Reason;
import dev.crossover.targets.spanner.client.SpannerErrors;
import java.util.List;
import java.util.Optional;

/**
 * What an error of Spanner says about the rows that a commit tried to write. Errors that {@link
 * dev.crossover.targets.spanner.client.Retries} tries again never come here.
 *
 * <p>The error's code decides. Its sentence holds names and values of users, so nothing is ever
 * looked for inside it.
 */
public final class Refusals {
  /**
   * NOT_FOUND stands for a missing parent row of an interleaved one, which may come, and for a
   * missing table or database, which says nothing about rows. Only how the sentence begins tells
   * them apart, the real service's and the emulator's; no name stands there.
   */
  private static final List<String> MISSING_PARENT =
      List.of("Parent row for row [", "Insert failed because key was not found in parent table:");

  /**
   * FAILED_PRECONDITION stands for other rows that are in the way, and for a value that no row may
   * have; again only the beginning is looked at.
   */
  private static final List<String> BAD_VALUE =
      List.of(
          "New value exceeds the maximum size limit for this column:",
          "Cannot specify a null value for column:");

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
    return switch (error.getErrorCode()) {
      case ALREADY_EXISTS -> Optional.of(Reason.UNIQUE_VALUE_TAKEN);
      case NOT_FOUND ->
          begins(error, MISSING_PARENT) ? Optional.of(Reason.OTHER_ROW) : Optional.empty();
      // Where it is not certain, to wait is safe: a row that waits in vain becomes a dead letter.
      case FAILED_PRECONDITION ->
          Optional.of(begins(error, BAD_VALUE) ? Reason.NEVER : Reason.OTHER_ROW);
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

  private static boolean begins(SpannerException error, List<String> sentences) {
    return sentences.stream().anyMatch(SpannerErrors.description(error)::startsWith);
  }
}
