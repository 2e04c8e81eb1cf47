package dev.crossover.sources.mysql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real MySQL server in a folder of this user's cache, made of Debian's newest packages by the
 * machine's own tools. It brings its own libraries, and changes nothing of the machine. What is in
 * the folder is whole: it is made elsewhere and moved. Who wants a newer one removes it.
 */
record MysqlProgram(Path folder) {
  /**
   * The program, made by the first who asks for it on this machine.
   *
   * @throws UnavailableException if it cannot be had here
   */
  static MysqlProgram get() {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      throw new UnavailableException("its packages are for Linux on amd64");
    }
    Path cache = cache();
    Path made = cache.resolve("program");
    try {
      Files.createDirectories(cache);
      try (FileChannel file =
          FileChannel.open(
              cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        file.lock(); // until the file is closed, or this process ends
        if (!Files.isDirectory(made)) {
          make(cache.resolve("unfinished"), made);
        }
      }
      return new MysqlProgram(made);
    } catch (IOException e) {
      throw new UnavailableException(e.toString());
    }
  }

  private static Path cache() {
    Path home =
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home"), ".cache"));
    return home.resolve("crossover-tests").resolve("mysql");
  }

  private static void make(Path unfinished, Path made) throws IOException {
    remove(unfinished); // of somebody who was interrupted
    Path apt = Files.createDirectories(unfinished.resolve("apt"));
    MysqlProgram program = new MysqlProgram(unfinished);
    DebianPackages.unpack(apt, "mysql-server-core", unfinished.resolve("root"));
    program.initialise();
    remove(apt);
    Files.move(unfinished, made, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The files of a server that was never used; see {@link #copyData}. */
  private void initialise() throws IOException {
    Path data = folder.resolve("data");
    List<String> command = new ArrayList<>(server(data));
    command.addAll(
        List.of(
            "--initialize-insecure",
            "--disable-log-bin",
            "--innodb-doublewrite=OFF",
            "--innodb-redo-log-capacity=8388608"));
    tool().run(command.toArray(String[]::new));
    Files.delete(data.resolve("auto.cnf")); // by which servers are told apart
  }

  private MachineTool tool() {
    return new MachineTool(folder, Map.of());
  }

  /** Puts the files of a new server into a folder that is not there yet. */
  void copyData(Path to) throws IOException {
    tool().run("cp", "-r", folder.resolve("data").toString(), to.toString());
  }

  /** The words that start the server on a folder of data, by its own loader of programs. */
  List<String> server(Path data) {
    Path root = folder.resolve("root/usr");
    List<String> words =
        new ArrayList<>(
            List.of(
                root.resolve("lib64/ld-linux-x86-64.so.2").toString(),
                "--library-path",
                root.resolve("lib/x86_64-linux-gnu").toString(),
                root.resolve("sbin/mysqld").toString(),
                "--defaults-file=/dev/null",
                "--basedir=" + root,
                "--lc-messages-dir=" + root.resolve("share/mysql"),
                "--plugin-dir=" + root.resolve("lib/mysql/plugin"),
                "--datadir=" + data));
    if (System.getProperty("user.name").equals("root")) {
      words.add("--user=root");
    }
    return words;
  }

  static void remove(Path folder) {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
