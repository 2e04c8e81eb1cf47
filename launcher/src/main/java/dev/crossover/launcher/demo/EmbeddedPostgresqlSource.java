package dev.crossover.launcher.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossover.engine.files.PrivateFiles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * An embedded PostgreSQL in a process of its own, so that it can outlive the demo. Ends, and takes
 * the server with it, when it is asked to terminate.
 */
public final class EmbeddedPostgresqlSource {
  private EmbeddedPostgresqlSource() {}

  /**
   * @param arguments the data directory, and the file that receives the port once the server
   *     answers
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path portFile = Path.of(arguments[1]);
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(Path.of(arguments[0]))
            .setCleanDataDirectory(true)
            .setServerConfig("wal_level", "logical")
            .setServerConfig("max_connections", "60")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .start();
    Path temporary = portFile.resolveSibling(portFile.getFileName() + ".new");
    PrivateFiles.write(temporary, Integer.toString(server.getPort()).getBytes(UTF_8));
    Files.move(temporary, portFile);
    new CountDownLatch(1).await(); // the server's own shutdown hook ends it with this process
  }
}
