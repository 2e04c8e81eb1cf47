package dev.crossover.platforms.googlecloud.jobs;

import java.util.List;
import java.util.Optional;

/** What is known of failures whose own message names no cause. */
final class LaunchFailures {
  private static final String POLLING = "Timeout in polling result file";

  private LaunchFailures() {}

  /**
   * The known causes of a launch that Dataflow gave up waiting for, as its troubleshooting guide
   * for flex templates has them.
   */
  static Optional<String> causes(List<String> errors, JobOrder order) {
    return errors.stream().anyMatch(error -> error.contains(POLLING))
        ? Optional.of(causes(order))
        : Optional.empty();
  }

  private static String causes(JobOrder order) {
    return """
    Dataflow's launcher, a small machine that builds the job, did not report back. Known causes:
      - the account %s may not pull the template's image (roles/artifactregistry.reader), not \
    write to %s (roles/storage.objectAdmin on the bucket), or is no worker \
    (roles/dataflow.worker)
      - the machine has no way to Google's services: %s needs Private Google Access, or \
    workers with public addresses (google_cloud.network.public_workers)
      - the template or its image is not there: %s
      - building the job took too long, such as a source that does not answer from that \
    network
      - a passing failure: run the command again
    The launcher's own log is in Cloud Logging, resource dataflow_step, log launcher\
    """
        .formatted(
            order.workers().getServiceAccountEmail(),
            order.workers().getTempLocation(),
            order.workers().getSubnetwork().isEmpty()
                ? "the network " + order.workers().getNetwork()
                : "the subnetwork " + order.workers().getSubnetwork(),
            order.templatePath());
  }
}
