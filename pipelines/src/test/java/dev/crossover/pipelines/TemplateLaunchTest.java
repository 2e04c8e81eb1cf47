package dev.crossover.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.ApplyChangesParameters;
import dev.crossover.contract.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Google's launcher runs a template's {@code main} with {@code --templateLocation}; the runner then
 * writes the job to that file, and its result cannot be waited for (Beam's {@code
 * DataflowTemplateJob}).
 */
class TemplateLaunchTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws Exception {
    Files.createFile(folder.resolve("nothing.jar"));
  }

  private static ApplyChangesParameters parameters(int workers) {
    return new ApplyChangesParameters(
        "mysql",
        "gs://shop/",
        "changes/",
        "shop",
        "shop",
        "shop",
        "",
        "dead-letters/",
        "crossover_shadow_",
        "schema/target-schema.json",
        5,
        workers,
        1_000,
        1_000,
        "",
        "",
        "",
        "");
  }

  @Test
  void theLiveJobIsWrittenDownAndTheLaunchEndsWell() throws Exception {
    Path graph = folder.resolve("job_object");

    ApplyChangesJob.main(JobArguments.template(parameters(2).toArguments(), graph));

    assertThat(Files.readString(graph)).contains("ApplyShard").contains("WakeShards");
  }

  @Test
  void aLiveJobWithoutWorkersIsRefusedForItWouldApplyNothing() {
    ApplyChangesOptions options =
        PipelineOptionsFactory.fromArgs(parameters(0).toArguments().toArray(new String[0]))
            .as(ApplyChangesOptions.class);

    assertThatThrownBy(() -> ApplyChangesJob.pipeline(options))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("numWorkers must be at least 1, got 0");
  }
}
