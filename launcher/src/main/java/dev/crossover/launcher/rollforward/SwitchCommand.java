package dev.crossover.launcher.rollforward;

import dev.crossover.contract.ExternalToolException;
import dev.crossover.engine.files.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the command of the settings that points the application at the target. */
public final class SwitchCommand implements RollForwardStep {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final int SHOWN = 500;

  private final String command;
  private final Map<String, String> environment;
  private final Path log;

  /**
   * @param environment added to this process's environment, so that one command can serve many
   *     migrations
   * @param log receives what the command prints
   */
  public SwitchCommand(String command, Map<String, String> environment, Path log) {
    this.command = command;
    this.environment = Map.copyOf(environment);
    this.log = log;
  }

  @Override
  public String name() {
    return "switch";
  }

  @Override
  public String plan() {
    return "run hooks.switch_command: " + command;
  }

  /** Only its run can tell. */
  @Override
  public List<String> refusals() {
    return List.of();
  }

  @Override
  public String run() {
    try {
      PrivateFiles.create(log);
      ProcessBuilder builder =
          new ProcessBuilder("sh", "-c", command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw failed("ran for more than " + TIMEOUT.toMinutes() + " minutes");
      }
      if (process.exitValue() != 0) {
        throw failed("ended with exit code " + process.exitValue() + ": " + end());
      }
      return "hooks.switch_command ended well";
    } catch (IOException e) {
      throw new ExternalToolException("cannot run hooks.switch_command `" + command + "`", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExternalToolException("interrupted while hooks.switch_command ran", e);
    }
  }

  private ExternalToolException failed(String how) {
    return new ExternalToolException(
        "hooks.switch_command `" + command + "` " + how + "; its output is in " + log);
  }

  private String end() throws IOException {
    String output = Files.readString(log, StandardCharsets.UTF_8).strip();
    return output.substring(Math.max(0, output.length() - SHOWN));
  }
}
