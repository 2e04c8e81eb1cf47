package dev.crossover.engine.bucket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** A bucket that ends with its test. */
public final class InMemoryBucket implements Bucket {
  private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong listings = new AtomicLong();

  @Override
  public List<String> list(String prefix) {
    listings.incrementAndGet();
    return objects.keySet().stream().filter(path -> path.startsWith(prefix)).toList();
  }

  @Override
  public InputStream read(String path) {
    byte[] content = objects.get(path);
    if (content == null) {
      throw new UncheckedIOException("cannot read " + path, noSuchObject(path));
    }
    return new ByteArrayInputStream(content);
  }

  private static IOException noSuchObject(String path) {
    return new NoSuchFileException(path);
  }

  @Override
  public void write(String path, byte[] content) {
    requireInside(path);
    objects.put(path, content.clone());
    writes.incrementAndGet();
  }

  private static void requireInside(String path) {
    if (path.startsWith("/") || List.of(path.split("/", -1)).contains("..")) {
      throw new IllegalArgumentException("an object path must stay inside the bucket, got " + path);
    }
  }

  @Override
  public synchronized void move(String from, String to) {
    requireInside(to);
    byte[] content = objects.get(from);
    if (content != null) {
      objects.put(to, content);
      objects.remove(from);
    }
  }

  @Override
  public void delete(String path) {
    objects.remove(path);
  }

  @Override
  public long writes() {
    return writes.get();
  }

  /** How often somebody asked for a list. */
  public long listings() {
    return listings.get();
  }
}
