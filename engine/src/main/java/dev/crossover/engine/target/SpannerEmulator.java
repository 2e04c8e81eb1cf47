package dev.crossover.engine.target;

import dev.crossover.contract.TargetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Google's Spanner emulator as a child process on a free port of 127.0.0.1.
 *
 * <p>It is {@code emulator_main} that is started, not the {@code gateway_main} of the
 * documentation: the gateway leaves its child running when it is killed.
 */
public final class SpannerEmulator implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  private final Process process;
  private final String host;

  private SpannerEmulator(Process process, String host) {
    this.process = process;
    this.host = host;
  }

  /**
   * Starts the emulator and waits until it answers.
   *
   * @param log receives what it prints
   * @throws TargetException if it is not installed or does not answer
   */
  public static SpannerEmulator start(Path log) {
    return start(cloudSdkBinary().orElseThrow(SpannerEmulator::notFound), log);
  }

  private static SpannerEmulator start(Path binary, Path log) {
    int port = freePort();
    String host = "127.0.0.1:" + port;
    try {
      Process process =
          new ProcessBuilder(binary.toString(), "--host_port", host)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      SpannerEmulator emulator = new SpannerEmulator(process, host);
      emulator.awaitAnswer(port, log);
      return emulator;
    } catch (IOException e) {
      throw new TargetException("cannot start the Spanner emulator " + binary, e);
    }
  }

  /** The emulator's {@code host:port}. */
  public String host() {
    return host;
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private void awaitAnswer(int port, Path log) {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!answers(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new TargetException(
            "the Spanner emulator did not answer on " + host + "; its output is in " + log);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted while the Spanner emulator started", e);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new TargetException("no free port on 127.0.0.1", e);
    }
  }

  private static Optional<Path> cloudSdkBinary() {
    return cloudSdkRoot()
        .map(root -> Path.of(root, "bin", "cloud_spanner_emulator", "emulator_main"))
        .filter(Files::isExecutable);
  }

  private static Optional<String> cloudSdkRoot() {
    try {
      Process gcloud =
          new ProcessBuilder("gcloud", "info", "--format=value(installation.sdk_root)")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String root =
          new String(gcloud.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return Optional.of(root).filter(text -> !text.isEmpty());
    } catch (IOException notInstalled) {
      return Optional.empty();
    }
  }

  private static TargetException notFound() {
    return new TargetException(
        "no Spanner emulator found: SPANNER_EMULATOR_HOST is not set and the Cloud SDK has no"
            + " cloud_spanner_emulator component; run `gcloud components install"
            + " cloud-spanner-emulator` or install the package"
            + " google-cloud-cli-spanner-emulator");
  }
}
