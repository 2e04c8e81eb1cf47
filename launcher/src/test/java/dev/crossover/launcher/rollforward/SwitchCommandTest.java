package dev.crossover.launcher.rollforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.ExternalToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchCommandTest {
  @TempDir private Path directory;

  private SwitchCommand command(String command) {
    return new SwitchCommand(
        command, Map.of("CROSSOVER_ENVIRONMENT", "shop"), directory.resolve("logs/switch.log"));
  }

  @Test
  void runsTheCommandWithTheMigrationsEnvironment() throws IOException {
    SwitchCommand command = command("echo switching $CROSSOVER_ENVIRONMENT");

    assertThat(command.run()).isEqualTo("hooks.switch_command ended well");
    assertThat(Files.readString(directory.resolve("logs/switch.log")))
        .isEqualTo("switching shop\n");
  }

  @Test
  void saysHowTheCommandFailedAndWhereItsOutputIs() {
    SwitchCommand command = command("echo no route; exit 3");

    assertThatThrownBy(command::run)
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("ended with exit code 3: no route; its output is in");
  }
}
