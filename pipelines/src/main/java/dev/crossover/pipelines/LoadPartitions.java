package dev.crossover.pipelines;

import dev.crossover.engine.schema.TableName;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Loads partitions, each named by its table and number, and says so when one is done. */
final class LoadPartitions extends DoFn<KV<String, Integer>, KV<String, Integer>> {
  private transient OpenBulkLoad open;

  @Setup
  public void open(PipelineOptions options) {
    open = OpenBulkLoad.of(BulkLoadOptions.parameters(options.as(BulkLoadOptions.class)));
  }

  @ProcessElement
  public void load(
      @Element KV<String, Integer> partition, OutputReceiver<KV<String, Integer>> done) {
    open.load().load(TableName.parse(partition.getKey()), partition.getValue());
    done.output(partition);
  }

  @Teardown
  public void close() {
    open.close();
  }
}
