package dev.crossover.launcher.deploy;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.crossover.engine.files.PrivateFiles;
import dev.crossover.engine.journal.AlreadyRunningException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;

/**
 * Where an environment's stacks, plans and Terraform's logs are on this machine, used by one
 * command at a time.
 */
record DeployFolder(Path root) {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * @throws AlreadyRunningException if another command works here
   */
  <T> T alone(Supplier<T> work) {
    Path file = root.resolve("lock");
    try {
      PrivateFiles.createFolders(root);
      try (FileChannel channel = PrivateFiles.open(file, CREATE, WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock == null) {
          throw taken(file);
        }
        return work.get();
      } catch (OverlappingFileLockException e) {
        throw taken(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + file, e);
    }
  }

  private static AlreadyRunningException taken(Path file) {
    return new AlreadyRunningException(
        "another command on this machine deploys this environment (it holds %s); wait until it ends"
            .formatted(file));
  }

  /** A folder for plan and logs that no other run has had. */
  Path run(String stack, Clock clock) {
    return root.resolve("runs")
        .resolve(stack)
        .resolve(NAME.format(clock.instant()) + "-" + ProcessHandle.current().pid());
  }
}
