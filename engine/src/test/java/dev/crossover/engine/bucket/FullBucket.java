package dev.crossover.engine.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** A bucket whose disk may be full; what is in it stays. */
public final class FullBucket implements Bucket {
  private final Bucket bucket;
  private volatile boolean full;

  public FullBucket(Bucket bucket) {
    this.bucket = bucket;
  }

  /** Whether there is room for nothing more. */
  public void setFull(boolean nothingFits) {
    full = nothingFits;
  }

  @Override
  public List<String> list(String prefix) {
    return bucket.list(prefix);
  }

  @Override
  public InputStream read(String path) {
    return bucket.read(path);
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

  @Override
  public void move(String path, String to) {
    bucket.move(path, to);
  }

  @Override
  public void delete(String path) {
    bucket.delete(path);
  }

  @Override
  public long writes() {
    return bucket.writes();
  }
}
