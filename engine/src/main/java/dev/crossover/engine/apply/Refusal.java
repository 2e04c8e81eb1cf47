package dev.crossover.engine.apply;

import com.google.cloud.spanner.SpannerException;
import java.util.List;
import java.util.Locale;

/**
 * What an error of Spanner says about the rows that a transaction tried to write. Errors that
 * {@link dev.crossover.engine.target.Retries} tries again never come here.
 */
enum Refusal {
  /** Another row is missing or in the way; that can change. */
  NOT_YET,
  /** The target will never take such a row. */
  NEVER,
  /** Nothing about the rows: the target itself does not work as it should. */
  BROKEN_TARGET;

  /** Spanner has no error code of its own for these. */
  private static final List<String> BAD_VALUES =
      List.of("null", "exceeds the maximum size", "could not parse", "generated column");

  static Refusal of(SpannerException error) {
    String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    return switch (error.getErrorCode()) {
      case ALREADY_EXISTS -> NOT_YET;
      case NOT_FOUND -> message.contains("parent") ? NOT_YET : BROKEN_TARGET;
      case FAILED_PRECONDITION -> BAD_VALUES.stream().anyMatch(message::contains) ? NEVER : NOT_YET;
      case OUT_OF_RANGE, INVALID_ARGUMENT -> NEVER;
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
          BROKEN_TARGET;
    };
  }

  /** Spanner's own sentence, without the names of the layers that passed it on. */
  static String sentence(SpannerException error) {
    String message = String.valueOf(error.getMessage());
    int inner = message.indexOf("StatusRuntimeException: ");
    String sentence =
        inner < 0 ? message : message.substring(inner + "StatusRuntimeException: ".length());
    int request = sentence.indexOf(" - RequestId: ");
    return request < 0 ? sentence : sentence.substring(0, request);
  }
}
