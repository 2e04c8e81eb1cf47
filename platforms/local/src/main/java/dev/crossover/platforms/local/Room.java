package dev.crossover.platforms.local;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How much may still be written into a directory. A full disk can be told of in no file.
 *
 * @param usableBytes what is left for us
 */
record Room(Path directory, LongSupplier usableBytes) {
  /** What a capture writes at once. */
  private static final long ENOUGH_BYTES = 64L << 20;

  static Room of(Path directory) {
    return new Room(directory, () -> usableBytes(directory));
  }

  /** Some file systems say 0 for a full disk, and all of them for a directory that is not there. */
  private static long usableBytes(Path directory) {
    return directory.toFile().getTotalSpace() == 0
        ? Long.MAX_VALUE
        : directory.toFile().getUsableSpace();
  }

  /** That the disk is full or nearly so, and what to do; empty if there is room. */
  Optional<String> shortage() {
    long left = usableBytes.getAsLong();
    return left >= ENOUGH_BYTES
        ? Optional.empty()
        : Optional.of(
            "the disk of %s has only %d MiB left; make room, then it goes on by itself and nothing is lost"
                .formatted(directory, left >> 20));
  }
}
