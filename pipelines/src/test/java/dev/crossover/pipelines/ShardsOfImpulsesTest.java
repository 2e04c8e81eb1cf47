package dev.crossover.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.InstantCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class ShardsOfImpulsesTest {
  @Test
  void everyImpulseGoesToEveryShard() {
    Instant first = Instant.ofEpochMilli(1_000);
    Instant second = Instant.ofEpochMilli(2_000);
    Pipeline pipeline = Pipeline.create();
    PCollection<KV<Integer, Instant>> shards =
        pipeline
            .apply(Create.of(first, second).withCoder(InstantCoder.of()))
            .apply(ApplyChangesJob.toShards(2))
            .setCoder(KvCoder.of(VarIntCoder.of(), InstantCoder.of()));
    PAssert.that(shards)
        .satisfies(
            found -> {
              assertThat(found)
                  .containsExactlyInAnyOrder(
                      KV.of(0, first), KV.of(1, first), KV.of(0, second), KV.of(1, second));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }
}
