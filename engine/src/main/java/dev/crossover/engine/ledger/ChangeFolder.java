package dev.crossover.engine.ledger;

import dev.crossover.contract.BucketLayout;
import dev.crossover.engine.bucket.Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The change files in the bucket: those in the folder that the stream writes to, and the archive.
 *
 * <p>A file goes to the archive once the ledger says that it is applied. So a listing of the folder
 * has every file that may be left to do, whenever it came, and its cost does not grow with what is
 * done. A process that dies between ledger and archive leaves the file for the next listing. Safe
 * for many threads and processes; every method throws {@link UncheckedIOException} when the bucket
 * fails.
 */
public final class ChangeFolder {
  private static final String ENDING = ".avro";

  private final Bucket bucket;
  private final String prefix;

  /**
   * @param prefix the folder in the bucket below which the stream writes
   */
  public ChangeFolder(Bucket bucket, String prefix) {
    this.bucket = bucket;
    this.prefix = prefix;
  }

  /** The files that are not in the archive. */
  public List<String> list() {
    return bucket.list(prefix).stream().filter(path -> path.endsWith(ENDING)).toList();
  }

  /**
   * What a file holds, wherever it is.
   *
   * @param path as {@link #list} had it
   */
  public byte[] read(String path) {
    try {
      return content(path);
    } catch (UncheckedIOException notInTheFolder) {
      try {
        return content(archived(path));
      } catch (UncheckedIOException e) {
        notInTheFolder.addSuppressed(e);
        throw notInTheFolder;
      }
    }
  }

  /** Moves files that the ledger has as applied; those that are moved already stay there. */
  public void archive(Collection<String> applied) {
    bucket.moveAll(
        applied.stream().collect(Collectors.toMap(Function.identity(), ChangeFolder::archived)));
  }

  private static String archived(String path) {
    return BucketLayout.APPLIED_FOLDER + path;
  }

  private byte[] content(String path) {
    try (InputStream in = bucket.read(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the change file " + path, e);
    }
  }
}
