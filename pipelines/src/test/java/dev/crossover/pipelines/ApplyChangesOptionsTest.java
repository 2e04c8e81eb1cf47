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
            "gs://shop-changes/root",
            "changes/",
            "project",
            "instance",
            "database",
            "",
            "dead-letters/",
            "shadow_",
            "schema/target-schema.json",
            60,
            3,
            5_000,
            250,
            "shard",
            "eu,us",
            "projects/p/subscriptions/s",
            "pubsub=http://127.0.0.1:1");

    ApplyChangesOptions options =
        PipelineOptionsFactory.fromArgs(parameters.toArguments().toArray(new String[0]))
            .withValidation()
            .as(ApplyChangesOptions.class);

    assertThat(ApplyChangesOptions.parameters(options)).isEqualTo(parameters);
  }
}
