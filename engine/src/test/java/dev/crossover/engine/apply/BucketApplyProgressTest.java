package dev.crossover.engine.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.changes.LogPosition;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BucketApplyProgressTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String PATH = "state/apply-progress.json";

  private final InMemoryBucket bucket = new InMemoryBucket();
  private final BucketApplyProgress progress = new BucketApplyProgress(bucket, PATH);

  private static ApplyProgress at(Instant time, Optional<AppliedWatermark> watermark) {
    return new ApplyProgress(time, 3, 1, watermark, Optional.empty());
  }

  @Test
  void keepsAWatermarkThatStaysTrue() {
    AppliedWatermark mark = new AppliedWatermark(LogPosition.of(7, 0), NOON);
    progress.accept(at(NOON, Optional.of(mark)));
    progress.accept(at(NOON.plusSeconds(2), Optional.empty()));

    ApplyProgress read = new BucketApplyProgress(bucket, PATH).read().orElseThrow();
    assertThat(read).isEqualTo(at(NOON.plusSeconds(2), Optional.of(mark)));
  }

  @Test
  void writesNoMoreOftenThanABucketTakesIt() {
    progress.accept(at(NOON, Optional.empty()));
    long writes = bucket.writes();
    progress.accept(at(NOON.plusMillis(1_999), Optional.empty()));

    assertThat(bucket.writes()).isEqualTo(writes);
    assertThat(progress.read()).contains(at(NOON, Optional.empty()));
  }

  @Test
  void isUnknownWhereNobodyHasSaidAnythingThatCanBeRead() {
    assertThat(progress.read()).isEmpty();

    bucket.write(PATH, "half".getBytes(UTF_8));

    assertThat(progress.read()).isEmpty();
  }
}
