package dev.crossover.platforms.local;

import dev.crossover.engine.apply.AppliedWatermark;
import dev.crossover.engine.apply.ApplyProgress;
import dev.crossover.engine.apply.ApplyProgressRecord;
import dev.crossover.engine.changes.LogPosition;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the live job says how far it is, for its supervisor and for {@code status}. */
public final class ProgressFile implements ApplyProgressRecord {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressFile.class);

  private final JsonFile<Content> file;
  private Optional<AppliedWatermark> known;

  /** What the file holds. */
  record Content(
      String at,
      long files,
      long left,
      Optional<LogPosition> watermark,
      Optional<String> watermarkCommitted,
      Optional<String> failure) {

    static Content of(ApplyProgress progress) {
      return new Content(
          progress.at().toString(),
          progress.files(),
          progress.left(),
          progress.watermark().map(AppliedWatermark::position),
          progress.watermark().map(mark -> mark.committed().toString()),
          progress.failure());
    }

    ApplyProgress progress() {
      return new ApplyProgress(Instant.parse(at), files, left, known(), failure);
    }

    private Optional<AppliedWatermark> known() {
      return watermark.flatMap(
          place ->
              watermarkCommitted.map(
                  committed -> new AppliedWatermark(place, Instant.parse(committed))));
    }
  }

  /**
   * @param workDirectory the environment's work directory
   * @param job the job's process name
   */
  public ProgressFile(Path workDirectory, String job) {
    this.file =
        new JsonFile<>(
            workDirectory.resolve("processes").resolve(job + ".progress.json"), Content.class);
    this.known = read().flatMap(ApplyProgress::watermark);
  }

  /** A watermark stays true, so one that an earlier run of the job had is kept. */
  @Override
  public void accept(ApplyProgress progress) {
    known = progress.watermark().or(() -> known);
    try {
      file.write(
          Content.of(
              new ApplyProgress(
                  progress.at(), progress.files(), progress.left(), known, progress.failure())));
    } catch (UncheckedIOException e) {
      // The job works all the same: what it applies is in the target's ledger.
      LOG.warn("event=progress_unwritten error=\"{}\"", e.getMessage());
    }
  }

  Optional<SignOfLife> signOfLife() {
    return read().map(SignOfLife::of);
  }

  @Override
  public Optional<ApplyProgress> read() {
    return file.read().map(Content::progress);
  }
}
