package dev.crossover.pipelines;

import dev.crossover.contract.ApplyChangesParameters;
import dev.crossover.contract.ResourceNames;
import dev.crossover.engine.apply.ApplyBatch;
import dev.crossover.engine.apply.ApplyLoop;
import dev.crossover.engine.apply.ApplyRound;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Applies what is pending in one shard. Beam runs the elements of one key one after the other only
 * if the function has state; that state also tells which impulses are older than the last look at
 * the bucket, and have nothing left to do.
 */
final class ApplyShard extends DoFn<KV<Integer, Instant>, Void> {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @StateId("looked")
  private final StateSpec<ValueState<Long>> lookedSpec = StateSpecs.value(VarLongCoder.of());

  private final Counter deadLetters =
      Metrics.counter(ApplyShard.class, ResourceNames.DEAD_LETTERS_COUNTER);

  private transient Target target;
  private transient Map<Integer, ApplyLoop> loops;

  @Setup
  public void open(PipelineOptions options) {
    ApplyChangesParameters parameters =
        ApplyChangesOptions.parameters(options.as(ApplyChangesOptions.class));
    target =
        JobRooms.target(
            parameters.projectId(),
            parameters.instanceId(),
            parameters.databaseId(),
            parameters.spannerHost(),
            parameters.shadowTablePrefix());
    loops = new HashMap<>();
    for (int shard = 0; shard < parameters.numWorkers(); shard++) {
      loops.put(shard, loop(parameters, shard));
    }
  }

  private ApplyLoop loop(ApplyChangesParameters parameters, int shard) {
    Clock clock = Clock.systemUTC();
    Bucket bucket =
        JobRooms.bucket(
            parameters.inputDirectory(), parameters.projectId(), parameters.endpoints());
    TargetSchema schema = SessionFile.read(bucket, parameters.sessionFilePath());
    ApplyRound round =
        new ApplyRound(
            new ChangeFolder(bucket, parameters.inputFilePrefix()),
            new DatastreamFormat(JobRooms.changes(parameters)),
            new ApplyBatch(target, schema, JobRooms.text(parameters), CommitLimits.DEFAULT),
            target.fileLedger(),
            new DeadLetters(bucket, parameters.deadLetterQueueDirectory(), clock),
            new ApplyRound.Limits(
                parameters.batchEvents(),
                parameters.dlqMaxRetryCount(),
                Duration.ofMillis(parameters.pollMillis())),
            new ApplyRound.Shard(shard, parameters.numWorkers()),
            clock);
    return new ApplyLoop(round, PATIENCE, clock);
  }

  @ProcessElement
  public void apply(
      @Element KV<Integer, Instant> impulse, @StateId("looked") ValueState<Long> looked) {
    Long last = looked.read();
    if (last != null && impulse.getValue().getMillis() < last) {
      return;
    }
    ApplyLoop loop = loops.get(impulse.getKey());
    long before = loop.deadLetters();
    long began = loop.drain().toEpochMilli();
    deadLetters.inc(loop.deadLetters() - before);
    looked.write(began);
  }

  @Teardown
  public void close() {
    target.close();
  }
}
