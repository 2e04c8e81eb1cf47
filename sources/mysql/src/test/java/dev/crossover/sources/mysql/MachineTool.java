package dev.crossover.sources.mysql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs of the machine to their end.
 *
 * @param folder they work in
 * @param environment besides this process's own
 */
record MachineTool(Path folder, Map<String, String> environment) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * What a program said.
   *
   * @throws UnavailableException if it failed
   */
  String run(String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.environment().putAll(environment);
    Path said = Files.createTempFile("crossover-tool", ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        throw new UnavailableException(
            "%s %s: %s"
                .formatted(
                    words[0], ended ? "failed" : "did not end", Files.readString(said).strip()));
      }
      return Files.readString(said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(words[0] + " was interrupted");
    } finally {
      process.destroyForcibly();
      Files.delete(said);
    }
  }
}
