package dev.crossover.platforms.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsReader;
import dev.crossover.engine.platform.PartCommands;
import dev.crossover.engine.platform.Platform;
import dev.crossover.engine.platform.PlatformContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPlatformTest extends PlatformContract {
  @TempDir private Path work;

  /** A platform of its own each time, as each command has one. */
  @Override
  protected Platform platform() {
    Settings settings =
        SettingsReader.parse(
            "test",
            """
            {"platform": "local", "route": "postgresql-to-spanner", "work_directory": "%s",
             "source": {"host": "localhost", "port": 1, "database": "shop", "user": "mover",
                        "password": "env:PASSWORD", "application_roles": ["app"]},
             "target": {"project": "test-project", "instance": "test", "database": "shop",
                        "emulator": "none"}}
            """
                .formatted(work));
    return LocalPlatform.open(
        settings,
        Map.of(),
        new PartCommands() {
          @Override
          public List<String> of(Part part) {
            return List.of(part.name());
          }

          @Override
          public List<String> capture(String shard) {
            return List.of("capture" + shard);
          }
        });
  }

  @Test
  void hasNoEmulatorIfTheSettingsWantNone() {
    assertThat(platform().emulator().address()).isEmpty();
  }

  @Test
  void namesItsFolders() {
    assertThat(platform().places())
        .containsExactly(
            Map.entry("bucket", work.resolve("bucket").toString()),
            Map.entry("logs", work.resolve("logs").toString()));
    assertThat(platform().place("schema/")).isEqualTo(work.resolve("bucket/schema").toString());
  }
}
