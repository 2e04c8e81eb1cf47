package dev.crossover.platforms.local;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory in the place of a cloud bucket. An object is written under a hidden temporary name,
 * forced to disk and then moved, so a reader never sees a part of it.
 */
public final class DirectoryBucket implements Bucket {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryBucket.class);

  private static final String TEMPORARY = ".tmp-";

  /** Grows by a byte with every object written; its size is one look at the file system. */
  private static final String COUNTER = ".writes";

  /** How often a folder that another process has removed is made again. */
  private static final int FOLDER_ATTEMPTS = 100;

  private final Path root;

  public DirectoryBucket(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public List<String> list(String prefix) {
    Path start = folderOf(prefix);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    Listing listing = new Listing(prefix);
    try {
      Files.walkFileTree(start, listing);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + start, e);
    }
    return listing.paths.stream().sorted().toList();
  }

  /** Others write and move objects meanwhile, so that what was just seen may be gone. */
  private final class Listing extends SimpleFileVisitor<Path> {
    private final String prefix;
    private final List<String> paths = new ArrayList<>();

    Listing(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !isTemporary(file) && !file.equals(counter())) {
        String path = root.relativize(file).toString().replace('\\', '/');
        if (path.startsWith(prefix)) {
          paths.add(path);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
      return e == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, e);
    }
  }

  private static boolean isTemporary(Path file) {
    return file.getFileName().toString().startsWith(TEMPORARY);
  }

  private Path folderOf(String prefix) {
    int slash = prefix.lastIndexOf('/');
    return slash < 0 ? root : resolve(prefix.substring(0, slash));
  }

  @Override
  public InputStream read(String path) {
    try {
      return Files.newInputStream(resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  @Override
  public void write(String path, byte[] content) {
    Path file = resolve(path);
    Path temporary = file.resolveSibling(TEMPORARY + UUID.randomUUID());
    try {
      inFolderOf(file, () -> fill(temporary, content));
      Files.move(temporary, file, ATOMIC_MOVE);
      force(file.getParent());
      PrivateFiles.append(counter(), new byte[1]);
    } catch (IOException e) {
      // On a full disk the part would take the room that is missing.
      discard(temporary);
      throw new UncheckedIOException(
          "cannot write %s in %s: %s".formatted(path, root, reason(e)), e);
    }
  }

  private static void fill(Path file, byte[] content) throws IOException {
    try (FileChannel channel = PrivateFiles.open(file, CREATE_NEW, WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** A file system's own words, without the file's name, which Java puts before them. */
  static String reason(IOException e) {
    return e instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : String.valueOf(e.getMessage());
  }

  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException leftBehind) {
      LOG.warn("event=part_left file={} error=\"{}\"", temporary, leftBehind.getMessage());
    }
  }

  /** Something that needs a folder. */
  private interface Work {
    void run() throws IOException;
  }

  /** Another process removes a folder when it is empty, and may do so just before it is used. */
  private static void inFolderOf(Path file, Work work) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        PrivateFiles.createFolders(file.getParent());
        work.run();
        return;
      } catch (NoSuchFileException | FileAlreadyExistsException e) {
        if (attempt == FOLDER_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** A rename is durable only when its directory is. */
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = PrivateFiles.open(directory, READ)) {
      channel.force(true);
    } catch (NoSuchFileException movedOnByAnother) {
      return;
    }
  }

  @Override
  public void move(String from, String to) {
    Path file = resolve(from);
    Path moved = resolve(to);
    if (!Files.exists(file)) {
      return;
    }
    try {
      inFolderOf(
          moved,
          () -> {
            if (Files.exists(file)) {
              Files.move(file, moved, ATOMIC_MOVE);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot move " + from + " to " + to, e);
    }
    removeEmptyFolders(file.getParent());
  }

  @Override
  public void delete(String path) {
    Path file = resolve(path);
    try {
      Files.delete(file);
    } catch (NoSuchFileException alreadyGone) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
    removeEmptyFolders(file.getParent());
  }

  /** Otherwise a listing would visit every folder that ever was. */
  private void removeEmptyFolders(Path innermost) {
    Path folder = innermost;
    // File.delete says no to a folder that is not empty, and throws nothing, which is far cheaper.
    while (!folder.equals(root) && folder.toFile().delete()) {
      folder = folder.getParent();
    }
  }

  @Override
  public long writes() {
    // Not Files.size: it throws while there is no file, which is costly in a loop.
    return counter().toFile().length();
  }

  private Path counter() {
    return root.resolve(COUNTER);
  }

  private Path resolve(String path) {
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root)) {
      throw new IllegalArgumentException("an object path must stay inside the bucket, got " + path);
    }
    return file;
  }
}
