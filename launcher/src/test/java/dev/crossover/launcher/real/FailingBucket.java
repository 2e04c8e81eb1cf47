package dev.crossover.launcher.real;

import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.bucket.ForwardingBucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Fails the first write of a file of the table t, before or after it took effect. */
final class FailingBucket extends ForwardingBucket {
  private final When when;
  private final AtomicBoolean failed = new AtomicBoolean();

  /** Whether the write that fails takes effect. */
  enum When {
    BEFORE_EFFECT,
    AFTER_EFFECT
  }

  FailingBucket(Bucket bucket, When when) {
    super(bucket);
    this.when = when;
  }

  @Override
  public void write(String path, byte[] content) {
    boolean fails = path.contains("_t/") && failed.compareAndSet(false, true);
    if (!fails || when == When.AFTER_EFFECT) {
      bucket.write(path, content);
    }
    if (fails) {
      throw new UncheckedIOException("cannot write " + path, new IOException("no space left"));
    }
  }
}
