package dev.crossover.platforms.googlecloud.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.ExternalToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerraformProgramTest {
  @TempDir private Path folder;

  @Test
  void takesOpenTofuWhereThereIsNoTerraform() throws IOException {
    Path tofu = program("tofu");
    assertThat(TerraformProgram.find(Map.of("PATH", folder.toString())).executable())
        .isEqualTo(tofu);
    Path terraform = program("terraform");
    assertThat(TerraformProgram.find(Map.of("PATH", folder.toString())).executable())
        .isEqualTo(terraform);
  }

  @Test
  void takesTheOneThatIsNamedBeforeAll() throws IOException {
    program("terraform");
    Path tofu = program("tofu");
    assertThat(
            TerraformProgram.find(Map.of("PATH", folder.toString(), "CROSSOVER_TERRAFORM", "tofu"))
                .executable())
        .isEqualTo(tofu);
  }

  @Test
  void saysWhatToInstallWhereThereIsNone() {
    assertThatThrownBy(() -> TerraformProgram.find(Map.of("PATH", folder.toString())))
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("install Terraform 1.5 or newer")
        .hasMessageContaining("CROSSOVER_TERRAFORM");
  }

  @Test
  void saysThatTheNamedOneIsNone() {
    assertThatThrownBy(
            () ->
                TerraformProgram.find(
                    Map.of("CROSSOVER_TERRAFORM", folder.resolve("absent").toString())))
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("absent, which is no program");
  }

  @Test
  void handsOnNothingThatWouldChangeThePlan() throws IOException {
    program("terraform");
    TerraformProgram found =
        TerraformProgram.find(
            Map.of(
                "PATH", folder.toString(),
                "TF_CLI_ARGS_apply", "-destroy",
                "TF_CLI_ARGS", "-lock=false",
                "TF_VAR_skip_dataflow", "false",
                "TF_WORKSPACE", "other",
                "TF_DATA_DIR", "/elsewhere",
                "TF_LOG", "trace",
                "TF_CLI_CONFIG_FILE", "mirror.tfrc",
                "GOOGLE_APPLICATION_CREDENTIALS", "key.json"));
    assertThat(found.environment())
        .containsOnlyKeys(
            "PATH",
            "TF_CLI_CONFIG_FILE",
            "GOOGLE_APPLICATION_CREDENTIALS",
            "TF_IN_AUTOMATION",
            "CHECKPOINT_DISABLE");
  }

  private Path program(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }
}
