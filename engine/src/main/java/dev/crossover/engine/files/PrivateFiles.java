package dev.crossover.engine.files;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files and folders that only their owner may read, from the first moment on: they hold rows,
 * dead letters, logs. The one place that makes any. Where the file system knows no owners, as on
 * Windows, they are made as usual.
 */
public final class PrivateFiles {
  private static final FileAttribute<?>[] FOLDER = only("rwx------");
  private static final FileAttribute<?>[] FILE = only("rw-------");

  private PrivateFiles() {}

  private static FileAttribute<?>[] only(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Makes a folder and those above it, as far as they are missing. */
  public static void createFolders(Path folder) throws IOException {
    Files.createDirectories(folder, FOLDER);
  }

  /** Opens a file, and makes it if the options say so. */
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), FILE);
  }

  /** Makes an empty file, unless it is there, for somebody else to write into. */
  public static void create(Path file) throws IOException {
    createFolders(file.toAbsolutePath().getParent());
    open(file, CREATE, APPEND).close();
  }

  /** Writes a whole file in the place of what was in it. */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, content, CREATE, TRUNCATE_EXISTING, WRITE);
  }

  /** Adds to the end of a file. */
  public static void append(Path file, byte[] content) throws IOException {
    write(file, content, CREATE, APPEND);
  }

  private static void write(Path file, byte[] content, OpenOption... options) throws IOException {
    try (FileChannel channel = open(file, options)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }
}
