package dev.crossover.platforms.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.apply.AppliedWatermark;
import dev.crossover.engine.apply.ApplyProgress;
import dev.crossover.engine.changes.LogPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressFileTest {
  private static final Instant AT = Instant.parse("2026-01-01T10:00:00.5Z");

  @TempDir Path work;

  @Test
  void letsTheJobWorkAlthoughNothingCanBeWritten() throws IOException {
    Files.createDirectories(work.resolve("processes/job.progress.json.new"));
    ProgressFile file = new ProgressFile(work, "job");

    file.accept(
        new ApplyProgress(
            Instant.parse("2026-01-01T00:00:00Z"), 1, 0, Optional.empty(), Optional.empty()));

    assertThat(file.read()).isEmpty();
  }

  @Test
  void tellsAnotherProcessWhatTheJobSaid() {
    ApplyProgress said =
        new ApplyProgress(
            AT,
            12,
            3,
            Optional.of(new AppliedWatermark(LogPosition.of(7, 2), AT.minusSeconds(1))),
            Optional.of("the target is away"));
    new ProgressFile(work, "job").accept(said);
    assertThat(new ProgressFile(work, "job").read()).contains(said);
  }

  @Test
  void keepsTheWatermarkOfAnEarlierRun() {
    Optional<AppliedWatermark> mark = Optional.of(new AppliedWatermark(LogPosition.of(7, 2), AT));
    new ProgressFile(work, "job").accept(new ApplyProgress(AT, 1, 0, mark, Optional.empty()));
    ProgressFile next = new ProgressFile(work, "job");
    next.accept(new ApplyProgress(AT, 0, 9, Optional.empty(), Optional.empty()));
    assertThat(next.read().orElseThrow().watermark()).isEqualTo(mark);
    assertThat(next.read().orElseThrow().left()).isEqualTo(9);
  }

  @Test
  void tellsNothingBeforeTheJobHasSaidAnything() {
    assertThat(new ProgressFile(work, "job").read()).isEmpty();
  }

  @Test
  void takesADamagedFileForNone() throws IOException {
    Files.createDirectories(work.resolve("processes"));
    Files.writeString(work.resolve("processes/job.progress.json"), "{\"at\":");
    assertThat(new ProgressFile(work, "job").read()).isEmpty();
  }
}
