package dev.crossover.engine.apply;

import dev.crossover.engine.changes.LogPosition;
import java.time.Instant;
import java.util.Optional;

/** {@link ApplyProgress} as it is written down, with times as texts. */
public record ApplyProgressText(
    String at,
    long files,
    long left,
    Optional<LogPosition> watermark,
    Optional<String> watermarkCommitted,
    Optional<String> failure) {

  public static ApplyProgressText of(ApplyProgress progress) {
    return new ApplyProgressText(
        progress.at().toString(),
        progress.files(),
        progress.left(),
        progress.watermark().map(AppliedWatermark::position),
        progress.watermark().map(mark -> mark.committed().toString()),
        progress.failure());
  }

  public ApplyProgress progress() {
    return new ApplyProgress(Instant.parse(at), files, left, known(), failure);
  }

  private Optional<AppliedWatermark> known() {
    return watermark.flatMap(
        place ->
            watermarkCommitted.map(
                committed -> new AppliedWatermark(place, Instant.parse(committed))));
  }
}
