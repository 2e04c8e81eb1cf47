package dev.crossover.engine.bucket;

import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A flat store of immutable objects named by {@code /}-separated paths. Safe for many threads and
 * processes. Every method throws {@link java.io.UncheckedIOException} when the store fails.
 */
public interface Bucket {
  /**
   * The objects whose path starts with {@code prefix}, ordered by path. An object that is still
   * being written is not listed. One that others write, move or delete during the call may be in
   * the list or not; every other one is.
   */
  List<String> list(String prefix);

  /** The content of an object; the caller closes it. */
  InputStream read(String path);

  /** Writes a whole object; it is durable, and visible in one step, when the call returns. */
  void write(String path, byte[] content);

  /**
   * Gives an object another path, where it replaces what is there; does nothing if there is no such
   * object. Whoever looks sees it at one of the paths, and is not told by {@link #writes}.
   */
  void move(String from, String to);

  /**
   * Moves many objects, in any order.
   *
   * @param moves the new path of each object, by its old one
   */
  default void moveAll(Map<String, String> moves) {
    moves.forEach(this::move);
  }

  /** Removes an object; does nothing if there is none. */
  void delete(String path);

  /** Removes many objects, in any order. */
  default void deleteAll(Collection<String> paths) {
    paths.forEach(this::delete);
  }

  /**
   * How many objects were written so far, by any process. Cheap, so that who waits for a new object
   * asks this and not for a list. A hint: the list alone says what there is.
   */
  long writes();
}
