package dev.crossover.pipelines;

import dev.crossover.contract.ResourceNames;
import dev.crossover.engine.schema.TableName;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Loads partitions, each named by its table and number, and says so when one is done. */
final class LoadPartitions extends DoFn<KV<String, Integer>, KV<String, Integer>> {
  // The same name as in the live job: what the alert on dead letters watches.
  private final Counter deadLetters =
      Metrics.counter(LoadPartitions.class, ResourceNames.DEAD_LETTERS_COUNTER);

  private transient OpenBulkLoad open;

  @Setup
  public void open(PipelineOptions options) {
    open = OpenBulkLoad.of(BulkLoadOptions.parameters(options.as(BulkLoadOptions.class)));
  }

  @ProcessElement
  public void load(
      @Element KV<String, Integer> partition, OutputReceiver<KV<String, Integer>> done) {
    TableName table = TableName.parse(partition.getKey());
    open.load().load(table, partition.getValue());
    deadLetters.inc(open.load().deadLetters(table, partition.getValue()));
    done.output(partition);
  }

  @Teardown
  public void close() {
    open.close();
  }
}
