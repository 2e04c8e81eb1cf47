package dev.crossover.pipelines;

import dev.crossover.contract.ApplyChangesParameters;
import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.SettingsException;
import dev.crossover.contract.TargetException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.InstantCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.PeriodicImpulse;
import org.joda.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live job on Dataflow: applies change files to the target until it is cancelled. It may be
 * killed at any moment and started again.
 *
 * <p>An impulse comes every {@code pollMillis}; where the bucket tells of new files it makes each
 * shard look at the bucket if it has, and from time to time all the same. What is pending is in the
 * target's ledger, so the pipeline itself keeps nothing.
 */
public final class ApplyChangesJob {
  private static final Logger LOG = LoggerFactory.getLogger(ApplyChangesJob.class);
  private static final int TARGET_ERROR = 31;
  private static final int BUG = 1;

  private ApplyChangesJob() {}

  public static void main(String[] arguments) {
    ApplyChangesOptions options =
        PipelineOptionsFactory.fromArgs(arguments).withValidation().as(ApplyChangesOptions.class);
    try {
      TemplateLaunch.ran(pipeline(options).run());
    } catch (CrossoverException e) {
      System.exit(fail(e));
    } catch (Pipeline.PipelineExecutionException e) {
      System.exit(fail(e.getCause()));
    }
  }

  static Pipeline pipeline(ApplyChangesOptions options) {
    ApplyChangesParameters parameters = ApplyChangesOptions.parameters(options);
    if (parameters.numWorkers() < 1) {
      throw new SettingsException(
          "numWorkers must be at least 1, got %d: each worker applies a share of the tables"
              .formatted(parameters.numWorkers()));
    }
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(
            "Poll", PeriodicImpulse.create().withInterval(Duration.millis(parameters.pollMillis())))
        .apply("WakeShards", ParDo.of(new WakeShards()))
        .setCoder(KvCoder.of(VarIntCoder.of(), InstantCoder.of()))
        .apply("ApplyShard", ParDo.of(new ApplyShard()));
    return pipeline;
  }

  private static int fail(Throwable cause) {
    if (cause instanceof CrossoverException) {
      LOG.error("apply=stopped error={}", cause.getMessage());
      return cause instanceof TargetException ? TARGET_ERROR : BUG;
    }
    LOG.error("apply=stopped", cause);
    return BUG;
  }
}
