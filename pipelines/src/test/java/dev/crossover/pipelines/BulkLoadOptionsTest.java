package dev.crossover.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.BulkLoadParameters;
import dev.crossover.contract.SecretReference;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

class BulkLoadOptionsTest {
  static final BulkLoadParameters PARAMETERS =
      new BulkLoadParameters(
          "POSTGRESQL",
          "jdbc:postgresql://h:5432/db?sslmode=prefer",
          "reader",
          SecretReference.parse("env:PASSWORD"),
          100_000,
          2,
          "project",
          "instance",
          "database",
          "",
          "gs://shop-changes/root",
          "schema/target-schema.json",
          20_000,
          10_000_000L,
          "shard",
          "[]",
          "storage=http://127.0.0.1:1");

  @Test
  void readsEveryParameterThatTheLauncherPasses() {
    BulkLoadOptions options =
        PipelineOptionsFactory.fromArgs(PARAMETERS.toArguments().toArray(new String[0]))
            .withValidation()
            .as(BulkLoadOptions.class);

    assertThat(BulkLoadOptions.parameters(options)).isEqualTo(PARAMETERS);
  }

  @Test
  void hasNoOptionThatTheLauncherDoesNotKnow() {
    assertThat(
            Arrays.stream(BulkLoadOptions.class.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("get"))
                .map(name -> Introspector.decapitalize(name.substring("get".length()))))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(BulkLoadParameters.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
  }
}
