package dev.crossover.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.ApplyChangesParameters;
import dev.crossover.engine.faults.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.InstantCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Keys;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class WakeShardsTest {
  /** Nobody answers at this address. */
  private static final String NOBODY = "pubsub=http://127.0.0.1:1";

  /** Impulses of 2.5 s: of these five, the first and the last begin a new time of ten seconds. */
  private static final List<Instant> IMPULSES =
      Stream.of(20_000L, 22_500L, 25_000L, 27_500L, 30_000L).map(Instant::ofEpochMilli).toList();

  @Test
  void everyImpulseWakesEveryShardWhereNothingTellsOfFiles() {
    requireWoken("", "", 5);
  }

  @Test
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "Pub/Sub does not answer",
      moment = "the live job asks for notifications of new files",
      outcome = "its parts look at the bucket every ten seconds all the same")
  void shardsAreWokenFromTimeToTimeWhileNotificationsCannotBeRead() {
    requireWoken("projects/p/subscriptions/s", NOBODY, 2);
  }

  /** That each of two shards is woken so many times. */
  private static void requireWoken(String subscription, String endpoints, int times) {
    ApplyChangesParameters parameters =
        new ApplyChangesParameters(
            "mysql",
            "gs://b-1",
            "changes/",
            "p",
            "i",
            "d",
            "",
            "dead-letters/",
            "shadow_",
            JobArguments.SCHEMA,
            5,
            2,
            1_000,
            2_500,
            "",
            "",
            subscription,
            endpoints);
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(JobArguments.here(parameters.toArguments()))
                .as(ApplyChangesOptions.class));
    PCollection<Integer> shards =
        pipeline
            .apply(Create.of(IMPULSES).withCoder(InstantCoder.of()))
            .apply(ParDo.of(new WakeShards()))
            .setCoder(KvCoder.of(VarIntCoder.of(), InstantCoder.of()))
            .apply(Keys.create());
    PAssert.that(shards)
        .satisfies(
            found -> {
              assertThat(found).filteredOn(shard -> shard == 0).hasSize(times);
              assertThat(found).filteredOn(shard -> shard == 1).hasSize(times);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }
}
