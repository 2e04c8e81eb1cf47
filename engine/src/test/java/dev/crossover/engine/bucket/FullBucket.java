package dev.crossover.engine.bucket;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A bucket whose disk may be full; what is in it stays. */
public final class FullBucket extends ForwardingBucket {
  private volatile boolean full;

  public FullBucket(Bucket bucket) {
    super(bucket);
  }

  /** Whether there is room for nothing more. */
  public void setFull(boolean nothingFits) {
    full = nothingFits;
  }

  @Override
  public void write(String path, byte[] content) {
    if (full) {
      throw new UncheckedIOException(
          "cannot write " + path + ": No space left on device",
          new IOException("No space left on device"));
    }
    bucket.write(path, content);
  }
}
