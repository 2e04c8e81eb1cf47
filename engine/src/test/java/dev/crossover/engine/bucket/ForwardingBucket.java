package dev.crossover.engine.bucket;

import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Hands every call on to another bucket; a test changes the one that matters to it. */
public class ForwardingBucket implements Bucket {
  protected final Bucket bucket;

  public ForwardingBucket(Bucket bucket) {
    this.bucket = bucket;
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
    bucket.write(path, content);
  }

  @Override
  public void move(String from, String to) {
    bucket.move(from, to);
  }

  @Override
  public void moveAll(Map<String, String> moves) {
    bucket.moveAll(moves);
  }

  @Override
  public void delete(String path) {
    bucket.delete(path);
  }

  @Override
  public void deleteAll(Collection<String> paths) {
    bucket.deleteAll(paths);
  }

  @Override
  public long writes() {
    return bucket.writes();
  }
}
