package dev.crossover.platforms.local;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.files.PrivateFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Google's Spanner emulator on a free port of 127.0.0.1, as a child of this process.
 *
 * <p>It is {@code emulator_main} that is started, not the {@code gateway_main} of the
 * documentation: the gateway leaves its child running when it is killed.
 */
public final class SpannerEmulatorProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  private static final int CONNECT_TIMEOUT_MILLIS = 500;

  private final Process process;
  private final String host;

  private SpannerEmulatorProcess(Process process, String host) {
    this.process = process;
    this.host = host;
  }

  /**
   * Starts the emulator and waits until it answers.
   *
   * @param log receives what it prints
   * @throws TargetException if it is not installed or does not answer
   */
  public static SpannerEmulatorProcess start(Path log) {
    int port = freePort();
    try {
      PrivateFiles.create(log);
      Process process =
          new ProcessBuilder(command(port))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      SpannerEmulatorProcess emulator = new SpannerEmulatorProcess(process, host(port));
      if (!awaitAnswer(emulator.host, process::isAlive)) {
        emulator.close();
        throw new TargetException(
            "the Spanner emulator did not answer on "
                + emulator.host
                + "; its output is in "
                + log);
      }
      return emulator;
    } catch (IOException e) {
      throw new TargetException("cannot start the Spanner emulator", e);
    }
  }

  /**
   * The command line that runs an emulator on a port: the Cloud SDK's component, else an image that
   * Docker has already pulled.
   *
   * @throws TargetException if there is neither
   */
  public static List<String> command(int port) {
    return cloudSdkBinary()
        .map(binary -> List.of(binary.toString(), "--host_port", host(port)))
        .or(() -> dockerImage().map(image -> dockerCommand(image, port)))
        .orElseThrow(SpannerEmulatorProcess::notFound);
  }

  private static List<String> dockerCommand(String image, int port) {
    return List.of("docker", "run", "--rm", "--publish", host(port) + ":9010", image);
  }

  /** The {@code host:port} that {@link #command} listens on. */
  public static String host(int port) {
    return "127.0.0.1:" + port;
  }

  /**
   * Waits until an emulator accepts connections.
   *
   * @param alive whether its process still runs
   * @return false if it died or took more than 30 seconds
   */
  public static boolean awaitAnswer(String host, BooleanSupplier alive) {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!answers(host)) {
      if (!alive.getAsBoolean() || System.nanoTime() > deadline) {
        return false;
      }
      pause();
    }
    return true;
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

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted while the Spanner emulator started", e);
    }
  }

  /** Whether something accepts connections at {@code host:port}. */
  public static boolean answers(String host) {
    int colon = host.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(
              host.substring(0, colon), Integer.parseInt(host.substring(colon + 1))),
          CONNECT_TIMEOUT_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A port of 127.0.0.1 that nobody listens on. */
  public static int freePort() {
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
    return firstLine("gcloud", "info", "--format=value(installation.sdk_root)");
  }

  private static Optional<String> dockerImage() {
    return firstLine(
        "docker",
        "image",
        "ls",
        "--filter",
        "reference=*/cloud-spanner-emulator/emulator",
        "--format",
        "{{.Repository}}:{{.Tag}}");
  }

  private static Optional<String> firstLine(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return output.lines().filter(line -> !line.isBlank()).findFirst();
    } catch (IOException notInstalled) {
      return Optional.empty();
    }
  }

  private static TargetException notFound() {
    return new TargetException(
        "no Spanner emulator found: SPANNER_EMULATOR_HOST is not set, the Cloud SDK has no"
            + " cloud_spanner_emulator component, and Docker has no cloud-spanner-emulator image;"
            + " run `gcloud components install cloud-spanner-emulator`, or install the Debian"
            + " package google-cloud-cli-spanner-emulator, or pull the image");
  }
}
