package dev.crossover.engine.apply;

import dev.crossover.engine.changes.LogPosition;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The highest known position such that every change at or below it is settled on the target.
 *
 * @param committed when the source committed the newest of them, by its clock
 */
public record AppliedWatermark(LogPosition position, Instant committed) {
  /** What is settled by all of them together; empty if there is none. */
  public static Optional<AppliedWatermark> lowest(Collection<AppliedWatermark> marks) {
    return LogPosition.lowest(marks.stream().map(AppliedWatermark::position).toList())
        .map(
            position ->
                new AppliedWatermark(
                    position,
                    marks.stream()
                        .map(AppliedWatermark::committed)
                        .min(Comparator.naturalOrder())
                        .orElseThrow()));
  }
}
