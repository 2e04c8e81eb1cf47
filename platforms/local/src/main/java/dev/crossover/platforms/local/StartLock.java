package dev.crossover.platforms.local;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.crossover.engine.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Lets one caller at a time, of all threads and processes of this machine, start or end something.
 * It ends with its process, however that ends. Not for use inside itself.
 *
 * @param file never deleted: whoever waits for it and whoever makes it anew would both hold it
 */
record StartLock(Path file) {
  <T> T with(Supplier<T> work) {
    // The lock of a file is the whole process's; the monitor keeps its threads apart.
    synchronized (StartLock.class) {
      try {
        PrivateFiles.createFolders(file.getParent());
        try (FileChannel channel = PrivateFiles.open(file, CREATE, WRITE);
            FileLock lock = channel.lock()) {
          assert lock.isValid();
          return work.get();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot lock " + file, e);
      }
    }
  }
}
