package dev.crossover.engine.apply;

import com.google.cloud.spanner.SpannerException;
import java.util.List;
import java.util.Locale;

/** What an error of Spanner says about the rows that a transaction tried to write. */
enum Refusal {
  /** Another row is missing or in the way; that can change. */
  NOT_YET,
  /** The target will never take such a row. */
  NEVER,
  /** Nothing about the rows: the same transaction can pass when it is tried again. */
  TRY_AGAIN,
  /** Nothing about the rows: somebody must repair the target. */
  BROKEN_TARGET;

  /**
   * The emulator's words when too much happens at once. It calls them a failed precondition, but
   * they mean that the transaction lost a race.
   */
  private static final List<String> LOST_RACES =
      List.of("invalid transaction id", "after it has been rolled back", "transaction was aborted");

  /** Spanner has no error code of its own for these. */
  private static final List<String> BAD_VALUES =
      List.of("null", "exceeds the maximum size", "could not parse", "generated column");

  static Refusal of(SpannerException error) {
    String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    return switch (error.getErrorCode()) {
      case ALREADY_EXISTS -> NOT_YET;
      case NOT_FOUND -> message.contains("parent") ? NOT_YET : BROKEN_TARGET;
      case FAILED_PRECONDITION -> ofPrecondition(message);
      case OUT_OF_RANGE, INVALID_ARGUMENT -> NEVER;
      case ABORTED,
          UNAVAILABLE,
          DEADLINE_EXCEEDED,
          INTERNAL,
          UNKNOWN,
          CANCELLED,
          RESOURCE_EXHAUSTED ->
          TRY_AGAIN;
      case PERMISSION_DENIED, UNAUTHENTICATED, UNIMPLEMENTED, DATA_LOSS -> BROKEN_TARGET;
    };
  }

  private static Refusal ofPrecondition(String message) {
    if (LOST_RACES.stream().anyMatch(message::contains)) {
      return TRY_AGAIN;
    }
    return BAD_VALUES.stream().anyMatch(message::contains) ? NEVER : NOT_YET;
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
