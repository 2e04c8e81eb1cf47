package dev.crossover.platforms.googlecloud.jobs;

import com.google.dataflow.v1beta3.FlexTemplateRuntimeEnvironment;
import com.google.dataflow.v1beta3.JobState;
import com.google.dataflow.v1beta3.LaunchFlexTemplateParameter;
import com.google.dataflow.v1beta3.LaunchFlexTemplateRequest;
import com.google.dataflow.v1beta3.WorkerIPAddressConfiguration;
import dev.crossover.contract.BucketLayout;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.GoogleJobs;
import dev.crossover.contract.JobParameters;
import dev.crossover.contract.ResourceNames;
import java.util.Map;
import java.util.Optional;

/**
 * A job as it is asked for: what the stacks ask Terraform for, so that either finds what the other
 * has launched.
 *
 * @param end the state that ends it and loses nothing
 */
record JobOrder(
    String name,
    String templatePath,
    Map<String, String> parameters,
    FlexTemplateRuntimeEnvironment workers,
    JobState end) {

  /**
   * @param shard the shard that the job is for; empty for all
   */
  static JobOrder live(ResourceNames names, Optional<String> shard) {
    GoogleJobs.Live live = names.cloud().live();
    JobParameters parameters = new JobParameters(names);
    return new JobOrder(
        names.liveJob(shard),
        parameters.liveTemplate(),
        parameters.live(shard),
        workers(names, live.machineType(), live.workers(), live.maxWorkers())
            .setEnableStreamingEngine(true)
            .build(),
        // Google's takes a notification off the subscription before its changes are written.
        live.template() == GoogleJobs.Template.GOOGLE
            ? JobState.JOB_STATE_DRAINED
            : JobState.JOB_STATE_CANCELLED);
  }

  /** As {@link #live}, of the bulk job. */
  static JobOrder bulk(ResourceNames names, Optional<String> shard) {
    GoogleJobs.Bulk bulk = names.cloud().bulk();
    JobParameters parameters = new JobParameters(names);
    return new JobOrder(
        names.bulkJob(shard),
        parameters.bulkTemplate(),
        parameters.bulk(shard),
        workers(names, bulk.machineType(), bulk.workers(), bulk.maxWorkers()).build(),
        JobState.JOB_STATE_CANCELLED);
  }

  private static FlexTemplateRuntimeEnvironment.Builder workers(
      ResourceNames names, String machineType, int count, int most) {
    GoogleCloud cloud = names.cloud();
    FlexTemplateRuntimeEnvironment.Builder workers =
        FlexTemplateRuntimeEnvironment.newBuilder()
            .setNumWorkers(count)
            .setMaxWorkers(most)
            .setMachineType(machineType)
            .setServiceAccountEmail(names.jobsAccountEmail())
            .setTempLocation(names.files().gs(BucketLayout.TEMP_FOLDER))
            .setIpConfiguration(
                cloud.network().publicWorkers()
                    ? WorkerIPAddressConfiguration.WORKER_IP_PUBLIC
                    : WorkerIPAddressConfiguration.WORKER_IP_PRIVATE);
    cloud.kmsKey().ifPresent(workers::setKmsKeyName);
    // A subnetwork names its network; both together are refused.
    names
        .subnetworkUrl()
        .ifPresentOrElse(workers::setSubnetwork, () -> workers.setNetwork(cloud.network().name()));
    return workers.putAllAdditionalUserLabels(names.labels());
  }

  LaunchFlexTemplateRequest request(String project, String region) {
    return LaunchFlexTemplateRequest.newBuilder()
        .setProjectId(project)
        .setLocation(region)
        .setLaunchParameter(
            LaunchFlexTemplateParameter.newBuilder()
                .setJobName(name)
                .setContainerSpecGcsPath(templatePath)
                .putAllParameters(parameters)
                .setEnvironment(workers))
        .build();
  }
}
