package dev.crossover.platforms.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.bucket.BucketContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
  void leavesNoPartOfWhatItCannotWriteAndSaysWhy() throws IOException {
    open().write("a/b/in-the-way", new byte[0]);

    assertThatThrownBy(() -> open().write("a/b", new byte[1_000]))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageMatching("cannot write a/b in " + directory + ": .+");

    try (Stream<Path> files = Files.list(directory.resolve("a"))) {
      assertThat(files).containsExactly(directory.resolve("a/b"));
    }
  }

  @Test
  void doesNotListWhatIsStillBeingWritten() throws IOException {
    Files.createDirectories(directory.resolve("changes"));
    Files.writeString(directory.resolve("changes/.tmp-1"), "half");
    assertThat(open().list("")).isEmpty();
  }
}
