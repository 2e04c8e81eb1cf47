package dev.crossover.launcher.model;

/** What a command does next. Those of a cutover are its steps. */
enum At {
  /** There is no such process; its commands may begin. */
  ENDED,
  /** {@code Unfencing.afterAnotherProcess}, as the first thing of any command. */
  MOVE_EPOCH,
  LOWER,
  CLEAR,
  /** {@code crossover run}: the next phase on the way to READY. */
  ADVANCE,
  KEEP_RECORD,
  RAISE,
  DRAIN,
  /** The three of a look: write a sentinel, wait until it is emitted, list the files. */
  MARK,
  AWAIT_EMITTED,
  LIST,
  REFUSE_WRITERS,
  CATCH_UP,
  /** Copy the rows again that the log does not tell of. */
  COPY_AGAIN,
  VERIFY,
  SEAL,
  WRITE_JOURNAL,
  ROLL_FORWARD,
  /** {@code Unfencing.afterOwnFailure}. */
  OWN_MOVE_EPOCH,
  OWN_LOWER,
  OWN_REREAD,
  OWN_CLEAR,
  /** Give the lease back. */
  CLOSE;

  /** Whether a cutover may fail here by itself: a limit is over, a signal came, a read failed. */
  boolean isInFence() {
    return switch (this) {
      case RAISE,
          DRAIN,
          MARK,
          AWAIT_EMITTED,
          LIST,
          REFUSE_WRITERS,
          CATCH_UP,
          COPY_AGAIN,
          VERIFY,
          SEAL ->
          true;
      case ENDED,
          MOVE_EPOCH,
          LOWER,
          CLEAR,
          ADVANCE,
          KEEP_RECORD,
          WRITE_JOURNAL,
          ROLL_FORWARD,
          OWN_MOVE_EPOCH,
          OWN_LOWER,
          OWN_REREAD,
          OWN_CLEAR,
          CLOSE ->
          false;
    };
  }

  /** Whether, for who has lost the lease, nothing can come of it but an end. */
  boolean endsWithoutLease() {
    return switch (this) {
      case MOVE_EPOCH, CLEAR, ADVANCE, ROLL_FORWARD, OWN_REREAD, OWN_CLEAR, CLOSE -> true;
      case ENDED,
          LOWER,
          KEEP_RECORD,
          RAISE,
          DRAIN,
          MARK,
          AWAIT_EMITTED,
          LIST,
          REFUSE_WRITERS,
          CATCH_UP,
          COPY_AGAIN,
          VERIFY,
          SEAL,
          WRITE_JOURNAL,
          OWN_MOVE_EPOCH,
          OWN_LOWER ->
          false;
    };
  }

  /** Whether, for who has lost the lease, nothing can come of it but a failure. */
  boolean failsWithoutLease() {
    return switch (this) {
      case KEEP_RECORD,
          MARK,
          AWAIT_EMITTED,
          LIST,
          REFUSE_WRITERS,
          CATCH_UP,
          COPY_AGAIN,
          VERIFY,
          WRITE_JOURNAL ->
          true;
      case ENDED,
          MOVE_EPOCH,
          LOWER,
          CLEAR,
          ADVANCE,
          RAISE,
          DRAIN,
          SEAL,
          ROLL_FORWARD,
          OWN_MOVE_EPOCH,
          OWN_LOWER,
          OWN_REREAD,
          OWN_CLEAR,
          CLOSE ->
          false;
    };
  }

  /** Whether the fence of a cutover that is here is up and may still be lowered by the watch. */
  boolean isBeforeTheSeal() {
    return isInFence() && this != RAISE && this != SEAL;
  }
}
