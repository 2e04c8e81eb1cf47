package dev.crossover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.platform.PartCommands.Part;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherCommandsTest {
  private final LauncherCommands commands = new LauncherCommands("shop", Path.of("/settings"));

  @ParameterizedTest
  @CsvSource({
    "BULK_LOAD, bulk-job",
    "APPLY_CHANGES, apply-job",
    "FENCE_WATCH, fence-watch",
  })
  void namesThePartTheEnvironmentAndItsSettings(Part part, String command) {
    assertThat(commands.of(part))
        .containsExactly(command, "--env", "shop", "--tfvars", "/settings");
  }

  @Test
  void capturesInTheForeground() {
    assertThat(commands.capture("")).startsWith("capture").endsWith("--foreground");
  }
}
