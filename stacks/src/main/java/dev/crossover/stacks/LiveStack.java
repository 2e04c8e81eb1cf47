package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.Precondition;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.google.data_google_storage_project_service_account.DataGoogleStorageProjectServiceAccount;
import com.hashicorp.cdktf.providers.google.datastream_stream.DatastreamStream;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.GoogleJobs;
import dev.crossover.contract.JobParameters;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.SourceShard;
import dev.crossover.contract.SourceShards;
import dev.crossover.contract.StackOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * Capture, from the source to a subscription on its change files; and the live job behind a toggle.
 */
final class LiveStack extends MigrationStack {
  private static final List<String> APIS =
      List.of(
          "cloudresourcemanager",
          "compute",
          "dataflow",
          "datastream",
          "iam",
          "monitoring",
          "pubsub",
          "secretmanager",
          "spanner",
          "storage");

  private final GoogleCloud cloud;
  private final Toggles toggles;

  /**
   * @param tfvars the folder of the settings file, which relative paths in it start from
   */
  LiveStack(Construct scope, ResourceNames names, Path tfvars) {
    super(scope, names, ResourceNames.Stack.LIVE, tfvars);
    cloud = names.cloud();
    toggles = new Toggles(this, cloud);
    Apis apis = new Apis(this, cloud.project(), APIS);
    WorkerNetwork network = new WorkerNetwork(this, names, apis);
    ServiceIdentity datastream =
        new ServiceIdentity(
            this,
            "datastream-agent",
            googleBeta(),
            apis.of("datastream"),
            new ServiceIdentity.Props(cloud.project(), "datastream.googleapis.com"));
    ChangeBucket bucket = new ChangeBucket(this, names, apis);
    SourceConnection connection = new SourceConnection(this, names, network, datastream);
    BucketProfile destination = new BucketProfile(this, names, bucket, datastream);
    Map<String, ChangeNotifications> notifications = notifications(bucket, apis);
    JobsAccount account = new JobsAccount(this, names, apis, bucket);
    MappingFiles mapping = new MappingFiles(this, names, bucket, tfvars);
    ShardCapture.Shared shared =
        new ShardCapture.Shared(names, connection, datastream, destination, toggles, tfvars);
    Map<String, List<DatastreamStream>> streams = new HashMap<>();
    for (SourceShard shard : names.sources().all().values()) {
      Optional<String> reader = names.sources().liveJobOf(shard);
      ShardCapture capture =
          new ShardCapture(
              this, shared, shard, notifications.get(SourceShards.key(reader)).ready());
      streams
          .computeIfAbsent(SourceShards.key(reader), r -> new ArrayList<>())
          .add(capture.stream());
    }
    for (Optional<String> shard : names.sources().liveJobs()) {
      List<ITerraformDependable> before = new ArrayList<>(streams.get(SourceShards.key(shard)));
      before.addAll(notifications.get(SourceShards.key(shard)).readableBy(account));
      before.addAll(account.grants());
      before.addAll(account.secrets(shard));
      before.addAll(network.ready());
      before.addAll(mapping.ready());
      before.addAll(apis.of("dataflow"));
      new FlexTemplateJob(
          this,
          liveId(shard),
          googleBeta(),
          Optional.of(lifecycle(streams.get(SourceShards.key(shard)))),
          before,
          props(shard));
    }
    outputs();
  }

  private TerraformResourceLifecycle lifecycle(List<DatastreamStream> streams) {
    return TerraformResourceLifecycle.builder()
        // So that a deploy that forgets to say skip_dataflow=false stops no job.
        .preventDestroy(cloud.protection())
        .precondition(streams.stream().map(LiveStack::runs).toList())
        .build();
  }

  /** The provider waits for a stream that is about to run, so another state is for a person. */
  private static Precondition runs(DatastreamStream stream) {
    return Precondition.builder()
        .condition(
            "${google_datastream_stream.%s.state == \"RUNNING\"}"
                .formatted(stream.getFriendlyUniqueId()))
        .errorMessage(
            "the stream must run before the live job starts: look at its state and errors in the"
                + " console.")
        .build();
  }

  private Map<String, ChangeNotifications> notifications(ChangeBucket bucket, Apis apis) {
    // Asking for the agent makes it; google_project_service_identity does not know this one
    // (terraform-google-project-factory issue 803). It waits for a resource, so that a plan from
    // nothing asks nobody.
    DataGoogleStorageProjectServiceAccount agent =
        Addresses.named(
            DataGoogleStorageProjectServiceAccount.Builder.create(this, "storage-agent")
                .project(cloud.project())
                .dependsOn(apis.of("storage"))
                .build());
    Map<String, ChangeNotifications> notifications = new HashMap<>();
    for (Optional<String> shard : names().sources().liveJobs()) {
      notifications.put(
          SourceShards.key(shard), new ChangeNotifications(this, names(), shard, bucket, agent));
    }
    return notifications;
  }

  private FlexTemplateJob.Props props(Optional<String> shard) {
    JobParameters parameters = new JobParameters(names());
    GoogleJobs.Live live = cloud.live();
    return new FlexTemplateJob.Props(
        toggles.countOfLiveJob(),
        names().liveJob(shard),
        parameters.liveTemplate(),
        parameters.live(shard),
        new JobWorkers(names(), live.machineType(), live.workers(), live.maxWorkers()),
        FlexTemplateJob.Kind.STREAMING);
  }

  private static String liveId(Optional<String> shard) {
    return "live" + shard.map(name -> "-" + name).orElse("");
  }

  private void outputs() {
    Map<String, String> subscriptions = new TreeMap<>();
    Map<String, String> jobs = new TreeMap<>();
    Map<String, String> ids = new TreeMap<>();
    for (Optional<String> shard : names().sources().liveJobs()) {
      String key = SourceShards.key(shard);
      subscriptions.put(key, names().subscriptionPath(shard));
      jobs.put(key, names().liveJob(shard));
      ids.put(key, "${one(google_dataflow_flex_template_job." + liveId(shard) + "[*].job_id)}");
    }
    Map<String, String> streams = new TreeMap<>();
    names()
        .sources()
        .all()
        .values()
        .forEach(s -> streams.put(SourceShards.key(s.name()), names().streamPath(s.name())));
    output(StackOutput.LIVE_BUCKET, names().files().bucket());
    output(StackOutput.LIVE_SUBSCRIPTIONS, subscriptions);
    output(StackOutput.LIVE_STREAMS, streams);
    output(StackOutput.LIVE_JOB_NAMES, jobs);
    output(StackOutput.LIVE_JOB_IDS, ids);
    output(StackOutput.LIVE_ACCOUNT, names().jobsAccountEmail());
    String project = "?project=" + cloud.project();
    output(
        StackOutput.LIVE_CONSOLE_STREAM,
        "https://console.cloud.google.com/datastream/streams" + project);
    output(
        StackOutput.LIVE_CONSOLE_BUCKET,
        "https://console.cloud.google.com/storage/browser/" + names().files().bucket() + project);
    output(
        StackOutput.LIVE_CONSOLE_JOBS, "https://console.cloud.google.com/dataflow/jobs" + project);
  }
}
