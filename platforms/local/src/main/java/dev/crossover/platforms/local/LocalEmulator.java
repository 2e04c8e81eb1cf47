package dev.crossover.platforms.local;

import dev.crossover.contract.TargetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The emulator that an environment's target lives in: the one that the settings or {@code
 * SPANNER_EMULATOR_HOST} name, else one of our own that outlives the command that started it.
 */
public final class LocalEmulator {
  private static final String VARIABLE = "SPANNER_EMULATOR_HOST";
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ChildProcess process;
  private final Path hostFile;

  /**
   * @param workDirectory the environment's work directory
   */
  public LocalEmulator(Path workDirectory) {
    this.process = new ChildProcess(workDirectory, "spanner-emulator");
    this.hostFile = workDirectory.resolve("processes").resolve("spanner-emulator.host");
  }

  /**
   * Where the target is, with an emulator of our own started if that is what the setting asks for.
   *
   * @param setting {@code none}, {@code auto} or {@code HOST:PORT}
   * @return {@code host:port}; empty for the real service
   * @throws TargetException if no emulator is available, or the one that held the target is gone
   */
  public Optional<String> locate(String setting, Map<String, String> environment) {
    return switch (setting) {
      case "none" -> Optional.empty();
      case "auto" ->
          Optional.of(
              Optional.ofNullable(environment.get(VARIABLE))
                  .map(host -> answering(host, VARIABLE))
                  .orElseGet(this::own));
      default -> Optional.of(answering(setting, "target.emulator"));
    };
  }

  private static String answering(String host, String key) {
    if (!host.matches("[^:]+:\\d{1,5}")) {
      throw new TargetException(key + " must be HOST:PORT, got " + host);
    }
    if (!SpannerEmulatorProcess.answers(host)) {
      throw new TargetException(
          "no Spanner emulator answers at " + host + ", which " + key + " names; start it there");
    }
    return host;
  }

  private String own() {
    try {
      if (!Files.exists(hostFile)) {
        start();
      }
      String host = Files.readString(hostFile);
      if (!process.running()) {
        throw new TargetException(
            "the Spanner emulator that held this environment's target has ended, and its data with"
                + " it; run `crossover cleanup --abandon` and start the migration again");
      }
      return host;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the emulator's address in " + hostFile, e);
    }
  }

  private void start() throws IOException {
    int port = SpannerEmulatorProcess.freePort();
    String host = SpannerEmulatorProcess.host(port);
    process.ensureRunning(SpannerEmulatorProcess.command(port), Map.of());
    if (!SpannerEmulatorProcess.awaitAnswer(host, process::running)) {
      stop();
      throw new TargetException(
          "the Spanner emulator did not answer on " + host + "; its output is in " + process.log());
    }
    Files.writeString(hostFile, host);
  }

  /** Lets {@link #locate} start a new one in the place of one of our own that has ended. */
  public void forgetIfEnded() {
    if (!process.running()) {
      stop();
    }
  }

  /** Ends our own emulator, and with it all data in the target; does nothing if there is none. */
  public void stop() {
    process.stop(GRACE);
    try {
      Files.deleteIfExists(hostFile);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot forget the emulator's address in " + hostFile, e);
    }
  }
}
