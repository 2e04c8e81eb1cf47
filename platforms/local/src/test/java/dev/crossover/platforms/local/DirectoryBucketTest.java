package dev.crossover.platforms.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.bucket.BucketContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBucketTest extends BucketContract {
  @TempDir Path directory;

  @Override
  protected Bucket open() {
    return new DirectoryBucket(directory);
  }

  @Override
  protected Bucket again() {
    return new DirectoryBucket(directory);
  }

  @Test
  void doesNotListWhatIsStillBeingWritten() throws IOException {
    Files.createDirectories(directory.resolve("changes"));
    Files.writeString(directory.resolve("changes/.tmp-1"), "half");
    assertThat(open().list("")).isEmpty();
  }
}
