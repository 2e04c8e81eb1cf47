package dev.crossover.platforms.local;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.crossover.engine.bucket.Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A directory in the place of a cloud bucket. An object is written under a hidden temporary name,
 * forced to disk and then moved, so a reader never sees a part of it.
 */
public final class DirectoryBucket implements Bucket {
  private static final String TEMPORARY = ".tmp-";

  /** Grows by a byte with every object written; its size is one look at the file system. */
  private static final String COUNTER = ".writes";

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
    try (Stream<Path> files = Files.walk(start)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith(TEMPORARY))
          .filter(file -> !file.equals(counter()))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(path -> path.startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + start, e);
    }
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
    try {
      Files.createDirectories(file.getParent());
      Path temporary = file.resolveSibling(TEMPORARY + UUID.randomUUID());
      try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(temporary, file, ATOMIC_MOVE);
      force(file.getParent());
      Files.write(counter(), new byte[1], CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  /** A rename is durable only when its directory is. */
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  @Override
  public void delete(String path) {
    try {
      Files.delete(resolve(path));
    } catch (NoSuchFileException alreadyGone) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
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
