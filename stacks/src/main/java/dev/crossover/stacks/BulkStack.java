package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.google.storage_bucket_object.StorageBucketObject;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.GoogleJobs;
import dev.crossover.contract.JobParameters;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.SourceShards;
import dev.crossover.contract.StackOutput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.constructs.Construct;

/** One run of the bulk job or jobs. Applying it again with the same run id starts nothing. */
final class BulkStack extends MigrationStack {
  private final GoogleCloud cloud;
  private final JobParameters parameters;

  BulkStack(Construct scope, ResourceNames names, Path tfvars) {
    super(scope, names, ResourceNames.Stack.BULK, tfvars);
    cloud = names.cloud();
    parameters = new JobParameters(names);
    RunMarker run = new RunMarker(this, "bulk-run", cloud.bulk().runId());
    Map<String, String> jobs = new TreeMap<>();
    for (Optional<String> shard : names.sources().bulkJobs()) {
      job(shard, run);
      jobs.put(SourceShards.key(shard), names.bulkJob(shard));
    }
    output(StackOutput.BULK_RUN, cloud.bulk().runId());
    output(StackOutput.BULK_STARTED, run.started());
    output(StackOutput.BULK_JOB_NAMES, jobs);
  }

  private void job(Optional<String> shard, RunMarker run) {
    List<ITerraformDependable> before =
        cloud.bulk().template() == GoogleJobs.Template.GOOGLE
            ? List.of(run, shardsFile(shard))
            : List.of(run);
    new FlexTemplateJob(
        this,
        "bulk" + shard.map(name -> "-" + name).orElse(""),
        googleBeta(),
        // A job that runs is never changed: of a batch job, every change is a new job.
        Optional.of(TerraformResourceLifecycle.builder().ignoreChanges("all").build()),
        before,
        props(shard, run));
  }

  private FlexTemplateJob.Props props(Optional<String> shard, RunMarker run) {
    GoogleJobs.Bulk bulk = cloud.bulk();
    return new FlexTemplateJob.Props(
        run.countOfNewRun(),
        names().bulkJob(shard),
        parameters.bulkTemplate(),
        parameters.bulk(shard),
        new JobWorkers(names(), bulk.machineType(), bulk.workers(), bulk.maxWorkers()),
        FlexTemplateJob.Kind.BATCH);
  }

  private StorageBucketObject shardsFile(Optional<String> shard) {
    return Addresses.named(
        StorageBucketObject.Builder.create(
                this, "shards" + shard.map(name -> "-" + name).orElse(""))
            .bucket(names().files().bucket())
            .name(parameters.shardsFile(shard))
            .contentType("application/json")
            .content(parameters.shardsFileContent(shard))
            .build());
  }
}
