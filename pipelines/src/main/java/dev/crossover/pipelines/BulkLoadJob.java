package dev.crossover.pipelines;

import dev.crossover.contract.BulkLoadParameters;
import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.SettingsException;
import dev.crossover.contract.SourceException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.rows.Partition;
import java.util.List;
import java.util.SortedMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bulk job on Dataflow: plans, loads every partition that is not done, and ends. It may be
 * killed at any moment and started again; started once more when all is done, it loads nothing.
 *
 * <p>Tables go in levels, parents before children. The exit code is 0 when every partition is done,
 * 2 for wrong parameters, 30 or 31 if the source or the target failed, 1 for a bug.
 */
public final class BulkLoadJob {
  private static final Logger LOG = LoggerFactory.getLogger(BulkLoadJob.class);

  private static final int BUG = 1;
  private static final int USAGE = 2;
  private static final int SOURCE_ERROR = 30;
  private static final int TARGET_ERROR = 31;

  private BulkLoadJob() {}

  /** Runs the job with {@link BulkLoadParameters} as {@code --name=value}. */
  public static void main(String[] arguments) {
    System.exit(exitCode(arguments));
  }

  static int exitCode(String... arguments) {
    try {
      run(PipelineOptionsFactory.fromArgs(arguments).withValidation().as(BulkLoadOptions.class));
      return 0;
    } catch (CrossoverException e) {
      return failed(e);
    } catch (Pipeline.PipelineExecutionException e) {
      return failed(e.getCause());
    } catch (IllegalArgumentException e) {
      LOG.error("event=bulk_failed error=\"{}\"", e.getMessage());
      return USAGE;
    }
  }

  private static int failed(Throwable cause) {
    if (!(cause instanceof CrossoverException)) {
      LOG.error("event=bulk_failed", cause);
      return BUG;
    }
    LOG.debug("event=bulk_failed", cause);
    // The last line of the log is what the launcher shows.
    LOG.error("event=bulk_failed error=\"{}\"", cause.getMessage().replaceAll("\\s+", " "));
    if (cause instanceof SourceException) {
      return SOURCE_ERROR;
    }
    if (cause instanceof TargetException) {
      return TARGET_ERROR;
    }
    return cause instanceof SettingsException ? USAGE : BUG;
  }

  private static void run(BulkLoadOptions options) {
    BulkLoadParameters parameters = BulkLoadOptions.parameters(options);
    try (OpenBulkLoad open = OpenBulkLoad.of(parameters)) {
      SortedMap<Integer, List<Partition>> levels = open.load().plan(parameters.numPartitionRows());
      if (!TemplateLaunch.ran(pipeline(options, levels).run())) {
        return;
      }
      if (!open.load().isComplete()) {
        throw new TargetException(
            "the job ended with partitions that are not loaded; start it again");
      }
      LOG.info("event=bulk_done");
    }
  }

  static Pipeline pipeline(BulkLoadOptions options, SortedMap<Integer, List<Partition>> levels) {
    Pipeline pipeline = Pipeline.create(options);
    if (levels.isEmpty()) {
      // A launch on Dataflow has to leave a job, whatever is left to do for it.
      pipeline.apply("Nothing is left to load", Create.empty(StringUtf8Coder.of()));
    }
    PCollection<KV<String, Integer>> done = null;
    for (int level : levels.keySet()) {
      PCollection<KV<String, Integer>> partitions =
          pipeline.apply(
              "Partitions of level " + level,
              Create.of(levels.get(level).stream().map(BulkLoadJob::name).toList())
                  .withCoder(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of())));
      if (done != null) {
        partitions = partitions.apply("Begin level " + level, Wait.on(done));
      }
      done =
          partitions
              .apply("Spread level " + level, Reshuffle.viaRandomKey())
              .apply("Load level " + level, ParDo.of(new LoadPartitions()));
    }
    return pipeline;
  }

  private static KV<String, Integer> name(Partition partition) {
    return KV.of(partition.table().toString(), partition.number());
  }
}
