package dev.crossover.platforms.local;

import dev.crossover.engine.apply.AppliedWatermark;
import dev.crossover.engine.apply.ApplyProgress;
import dev.crossover.engine.apply.ApplyProgressRecord;
import dev.crossover.engine.apply.ApplyProgressText;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the live job says how far it is, for its supervisor and for {@code status}. */
public final class ProgressFile implements ApplyProgressRecord {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressFile.class);

  private final JsonFile<ApplyProgressText> file;
  private Optional<AppliedWatermark> known;

  /**
   * @param workDirectory the environment's work directory
   * @param job the job's process name
   */
  public ProgressFile(Path workDirectory, String job) {
    this.file =
        new JsonFile<>(
            workDirectory.resolve("processes").resolve(job + ".progress.json"),
            ApplyProgressText.class);
    this.known = read().flatMap(ApplyProgress::watermark);
  }

  /** A watermark stays true, so one that an earlier run of the job had is kept. */
  @Override
  public void accept(ApplyProgress progress) {
    known = progress.watermark().or(() -> known);
    try {
      file.write(
          ApplyProgressText.of(
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
    return file.read().map(ApplyProgressText::progress);
  }
}
