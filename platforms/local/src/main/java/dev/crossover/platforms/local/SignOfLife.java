package dev.crossover.platforms.local;

import dev.crossover.engine.apply.ApplyProgress;
import dev.crossover.engine.capture.StreamState;
import java.time.Instant;

/**
 * What a supervised process has said last.
 *
 * @param at when it said so
 * @param done how much it has done since it started
 * @param hasWork whether more is to be done now, so that {@code done} has to grow
 */
record SignOfLife(Instant at, long done, boolean hasWork) {
  /** A job whose rounds fail keeps its own patience; starting it again would not help. */
  static SignOfLife of(ApplyProgress progress) {
    return new SignOfLife(
        progress.at(), progress.files(), progress.left() > 0 && progress.failure().isEmpty());
  }

  /** A capture says nothing while it hangs. */
  static SignOfLife of(StreamState state) {
    return new SignOfLife(state.at(), 0, false);
  }
}
