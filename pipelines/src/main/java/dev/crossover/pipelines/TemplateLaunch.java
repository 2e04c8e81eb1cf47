package dev.crossover.pipelines;

import org.apache.beam.sdk.PipelineResult;

/**
 * Dataflow launches a flex template by running its {@code main} where it only writes the job down
 * ({@code --templateLocation}); the job itself runs elsewhere, afterwards.
 */
final class TemplateLaunch {
  private TemplateLaunch() {}

  /**
   * Waits until the job has ended.
   *
   * @return false if it was only written down
   */
  static boolean ran(PipelineResult result) {
    try {
      result.waitUntilFinish();
      return true;
    } catch (UnsupportedOperationException writtenDown) {
      // The runner's own answer for a job that it has not started.
      return false;
    }
  }
}
