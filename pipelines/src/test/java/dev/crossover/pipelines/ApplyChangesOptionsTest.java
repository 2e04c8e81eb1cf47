package dev.crossover.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.ApplyChangesParameters;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

class ApplyChangesOptionsTest {
  @Test
  void readsEveryParameterThatTheLauncherPasses() {
    ApplyChangesParameters parameters =
        new ApplyChangesParameters(
            "postgresql",
            "/data/bucket",
            "changes/",
            "project",
            "instance",
            "database",
            "",
            "dead-letters/",
            "shadow_",
            "/data/schema.json",
            60,
            3,
            5_000,
            250);

    ApplyChangesOptions options =
        PipelineOptionsFactory.fromArgs(parameters.toArguments().toArray(new String[0]))
            .withValidation()
            .as(ApplyChangesOptions.class);

    assertThat(ApplyChangesOptions.parameters(options)).isEqualTo(parameters);
  }
}
