package dev.crossover.engine.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.crossover.engine.bucket.Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the live job says, as an object of a bucket. A bucket takes one write of an object a second,
 * so what is said more often is not kept. Safe for many threads.
 */
public final class BucketApplyProgress implements ApplyProgressRecord {
  private static final Logger LOG = LoggerFactory.getLogger(BucketApplyProgress.class);
  private static final Duration WRITE_EVERY = Duration.ofSeconds(2);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Bucket bucket;
  private final String path;
  private Optional<AppliedWatermark> known = Optional.empty();
  private Instant written = Instant.MIN;

  public BucketApplyProgress(Bucket bucket, String path) {
    this.bucket = bucket;
    this.path = path;
  }

  @Override
  public synchronized void accept(ApplyProgress progress) {
    known = progress.watermark().or(() -> known);
    if (written.plus(WRITE_EVERY).isAfter(progress.at())) {
      return;
    }
    written = progress.at();
    try {
      bucket.write(
          path,
          JSON.writeValueAsBytes(
              ApplyProgressText.of(
                  new ApplyProgress(
                      progress.at(),
                      progress.files(),
                      progress.left(),
                      known,
                      progress.failure()))));
    } catch (JsonProcessingException | UncheckedIOException e) {
      // The job works all the same: what it applies is in the target's ledger.
      LOG.warn("event=progress_unwritten error=\"{}\"", e.getMessage());
    }
  }

  /** Empty too if what is there cannot be read: it is a hint for people. */
  @Override
  public Optional<ApplyProgress> read() {
    try (InputStream content = bucket.read(path)) {
      return Optional.of(JSON.readValue(content, ApplyProgressText.class).progress());
    } catch (IOException | UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }
}
