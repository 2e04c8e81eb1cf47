package dev.crossover.launcher.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SettingsException;
import dev.crossover.platforms.local.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthesiseStacksIT {
  private static final Path TFVARS = Path.of("../tfvars");

  @TempDir private Path out;

  @Test
  void writesTheStacksOfAnEnvironment() throws Exception {
    var files = new SynthesiseStacks(Programs.find()).run("shop-dev", TFVARS, out);
    assertThat(files)
        .extracting(file -> out.relativize(file).toString())
        .containsExactly(
            "stacks/shop-dev-bulk/cdk.tf.json",
            "stacks/shop-dev-handoff/cdk.tf.json",
            "stacks/shop-dev-live/cdk.tf.json",
            "stacks/shop-dev-observe/cdk.tf.json",
            "stacks/shop-dev-target/cdk.tf.json");
    assertThat(Files.readString(files.get(2))).contains("google_datastream_stream");
  }

  @Test
  void handsOnWhatIsWrongWithTheSettings() {
    assertThatThrownBy(() -> new SynthesiseStacks(Programs.find()).run("nowhere", TFVARS, out))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("nowhere.tfvars.json");
  }
}
