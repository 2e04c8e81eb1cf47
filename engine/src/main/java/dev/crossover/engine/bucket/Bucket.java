package dev.crossover.engine.bucket;

import java.io.InputStream;
import java.util.List;

/**
 * A flat store of immutable objects named by {@code /}-separated paths. Safe for many threads and
 * processes. Every method throws {@link java.io.UncheckedIOException} when the store fails.
 */
public interface Bucket {
  /**
   * The objects whose path starts with {@code prefix}, ordered by path. An object that is still
   * being written is not listed.
   */
  List<String> list(String prefix);

  /** The content of an object; the caller closes it. */
  InputStream read(String path);

  /** Writes a whole object; it is durable, and visible in one step, when the call returns. */
  void write(String path, byte[] content);

  /** Removes an object; does nothing if there is none. */
  void delete(String path);

  /**
   * How many objects were written so far, by any process. Cheap, so that who waits for a new object
   * asks this and not for a list. A hint: the list alone says what there is.
   */
  long writes();
}
