package dev.crossover.launcher.cutover;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A point in time until which something is waited for. */
record Deadline(Pace pace, Instant end) {
  private static final Duration POLL = Duration.ofMillis(100);

  static Deadline in(Pace pace, Duration duration) {
    return new Deadline(pace, pace.clock().instant().plus(duration));
  }

  boolean isOver() {
    return remaining().isNegative() || remaining().isZero();
  }

  Duration remaining() {
    return Duration.between(pace.clock().instant(), end);
  }

  /**
   * Asks until the answer is yes.
   *
   * @param late what to throw when time is over
   */
  void await(BooleanSupplier condition, Supplier<StoppedException> late)
      throws InterruptedException {
    while (!condition.getAsBoolean()) {
      if (isOver()) {
        throw late.get();
      }
      pace.pause().of(POLL);
    }
  }
}
