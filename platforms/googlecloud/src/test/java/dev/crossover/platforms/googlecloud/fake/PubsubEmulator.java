package dev.crossover.platforms.googlecloud.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Google's Pub/Sub emulator, the Cloud SDK's {@code pubsub-emulator} component, on a free port of
 * 127.0.0.1 as a child of this process.
 */
public final class PubsubEmulator implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final int port;

  private PubsubEmulator(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param log receives what it prints
   */
  public static PubsubEmulator start(Path log) {
    try {
      int port = freePort();
      Files.createDirectories(log.toAbsolutePath().getParent());
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-jar",
                  jar().toString(),
                  "--host=127.0.0.1",
                  "--port=" + port)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      PubsubEmulator emulator = new PubsubEmulator(process, port);
      emulator.awaitAnswer(log);
      return emulator;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it answers. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private void awaitAnswer(Path log) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IllegalStateException("the Pub/Sub emulator does not answer; see " + log);
      }
      try {
        process.waitFor(50, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Path jar() throws IOException {
    Process gcloud =
        new ProcessBuilder("gcloud", "info", "--format=value(installation.sdk_root)")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String root =
        new String(gcloud.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    Path libraries = Path.of(root, "platform", "pubsub-emulator", "lib");
    if (!Files.isDirectory(libraries)) {
      throw new IllegalStateException(
          "the Cloud SDK has no Pub/Sub emulator; run `gcloud components install"
              + " pubsub-emulator`, or install the Debian package"
              + " google-cloud-cli-pubsub-emulator");
    }
    try (Stream<Path> files = Files.list(libraries)) {
      return files
          .filter(file -> file.getFileName().toString().matches("cloud-pubsub-emulator-.*\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }
}
