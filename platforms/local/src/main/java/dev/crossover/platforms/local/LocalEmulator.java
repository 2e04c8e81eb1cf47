package dev.crossover.platforms.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.files.PrivateFiles;
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
  private final StartLock lock;

  /**
   * @param workDirectory the environment's work directory
   */
  public LocalEmulator(Path workDirectory) {
    this.process = new ChildProcess(workDirectory, "spanner-emulator");
    this.hostFile = workDirectory.resolve("processes").resolve("spanner-emulator.host");
    this.lock = new StartLock(hostFile.resolveSibling("spanner-emulator.host.lock"));
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

  /** Whoever comes while it starts waits until it answers, and takes the same one. */
  private String own() {
    return lock.with(
        () -> {
          if (!Files.exists(hostFile)) {
            start();
          }
          return host();
        });
  }

  private String host() {
    if (!process.running()) {
      throw new TargetException(
          "the Spanner emulator that held this environment's target has ended, and its data with"
              + " it; run `crossover cleanup --abandon` and start the migration again");
    }
    try {
      return Files.readString(hostFile);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the emulator's address in " + hostFile, e);
    }
  }

  private void start() {
    // One that runs without an address is left over: whoever started it was killed meanwhile.
    end();
    int port = SpannerEmulatorProcess.freePort();
    String host = SpannerEmulatorProcess.host(port);
    process.ensureRunning(SpannerEmulatorProcess.command(port), Map.of());
    if (!SpannerEmulatorProcess.awaitAnswer(host, process::running)) {
      end();
      throw new TargetException(
          "the Spanner emulator did not answer on " + host + "; its output is in " + process.log());
    }
    keep(host);
  }

  /** Written aside and moved: a host file that is there is whole. */
  private void keep(String host) {
    try {
      Path written = hostFile.resolveSibling(hostFile.getFileName() + ".new");
      PrivateFiles.write(written, host.getBytes(UTF_8));
      Files.move(written, hostFile, ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the emulator's address in " + hostFile, e);
    }
  }

  /** Whether one of our own held the target and has ended, and its data with it. */
  public boolean isLost() {
    return Files.exists(hostFile) && lock.with(() -> Files.exists(hostFile) && !process.running());
  }

  /** Lets {@link #locate} start a new one in the place of one of our own that has ended. */
  public void forgetIfEnded() {
    lock.with(
        () -> {
          if (!process.running()) {
            end();
          }
          return null;
        });
  }

  /** Ends our own emulator, and with it all data in the target; does nothing if there is none. */
  public void stop() {
    lock.with(
        () -> {
          end();
          return null;
        });
  }

  private void end() {
    process.stop(GRACE);
    try {
      Files.deleteIfExists(hostFile);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot forget the emulator's address in " + hostFile, e);
    }
  }
}
