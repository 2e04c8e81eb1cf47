package dev.crossover.platforms.googlecloud;

import dev.crossover.contract.BucketLayout;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.SecretStore;
import dev.crossover.contract.Settings;
import dev.crossover.engine.apply.ApplyProgressRecord;
import dev.crossover.engine.apply.BucketApplyProgress;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.capture.BucketStreamStates;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.StreamStates;
import dev.crossover.engine.platform.FenceWatchProcess;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.platform.Measure;
import dev.crossover.engine.platform.PartCommands;
import dev.crossover.engine.platform.Platform;
import dev.crossover.engine.platform.TargetEmulator;
import dev.crossover.engine.time.Timing;
import dev.crossover.platforms.googlecloud.jobs.DataflowJobs;
import dev.crossover.platforms.googlecloud.metrics.CloudMeasures;
import dev.crossover.platforms.googlecloud.stream.DatastreamChangeStream;
import dev.crossover.platforms.local.ThisMachine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Google Cloud: Datastream, Dataflow, a bucket of Cloud Storage. What it keeps of a migration is in
 * the bucket, so any machine goes on with it. Only the watch over the fence is a process of the
 * machine that cuts over.
 */
public final class GoogleCloudPlatform implements Platform {
  private final ResourceNames names;
  private final CloudServices services;
  private final ThisMachine machine;
  private final TargetEmulator emulator;
  private final PartCommands commands;

  private GoogleCloudPlatform(
      ResourceNames names,
      CloudServices services,
      ThisMachine machine,
      TargetEmulator emulator,
      PartCommands commands) {
    this.names = names;
    this.services = services;
    this.machine = machine;
    this.emulator = emulator;
    this.commands = commands;
  }

  /** As {@link dev.crossover.engine.platform.PlatformFactory#open}. */
  public static GoogleCloudPlatform open(
      Settings settings, Map<String, String> environment, PartCommands commands) {
    return open(settings, environment, commands, Timing.real());
  }

  /**
   * As above.
   *
   * @param timing for the pauses between two looks at a service
   */
  public static GoogleCloudPlatform open(
      Settings settings, Map<String, String> environment, PartCommands commands, Timing timing) {
    ResourceNames names = ResourceNames.of(settings);
    ThisMachine machine = new ThisMachine(Path.of(settings.workDirectory()));
    return new GoogleCloudPlatform(
        names,
        new CloudServices(names, timing),
        machine,
        machine.emulator(settings.target().emulator(), environment),
        commands);
  }

  @Override
  public Bucket bucket() {
    return services.bucket();
  }

  @Override
  public SecretStore secrets() {
    return services.secrets();
  }

  @Override
  public String place(String path) {
    return names.files().gs(path);
  }

  @Override
  public Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("bucket", names.files().gs(""));
    places.put("streams", console("datastream/streams"));
    places.put("jobs", console("dataflow/jobs"));
    places.put("logs", machine.logs().toString());
    return places;
  }

  private String console(String page) {
    return "https://console.cloud.google.com/%s?project=%s"
        .formatted(page, names.cloud().project());
  }

  /**
   * The stream itself is made by the live stack; this makes the source ready for it, and runs it.
   */
  @Override
  public ChangeStream changeStream(String shard, CaptureSetup setup) {
    Optional<String> named = Optional.of(shard).filter(name -> !name.isEmpty());
    return new DatastreamChangeStream(
        services.datastream(),
        names.streamPath(named),
        streamStates(shard),
        setup,
        names.cloud().capture().startPosition(),
        () -> measured().freshness(named));
  }

  private CloudMeasures measured() {
    return new CloudMeasures(names, services.monitoring());
  }

  /** Datastream does not say what it has written; the ledger says what has arrived. */
  @Override
  public Map<String, Long> eventsPerTable() {
    return Map.of();
  }

  @Override
  public List<Measure> measures() {
    return measured().all();
  }

  @Override
  public String streamHint() {
    return "look at the stream in " + console("datastream/streams");
  }

  @Override
  public StreamStates streamStates(String shard) {
    return new BucketStreamStates(bucket(), BucketLayout.STATE_FOLDER, shard);
  }

  @Override
  public Job bulkLoad() {
    return jobs().bulkLoad();
  }

  @Override
  public Job applyChanges() {
    return jobs().applyChanges();
  }

  private DataflowJobs jobs() {
    return new DataflowJobs(names, bucket(), services.dataflow());
  }

  @Override
  public ApplyProgressRecord applyProgress() {
    return new BucketApplyProgress(bucket(), BucketLayout.APPLY_PROGRESS);
  }

  @Override
  public FenceWatchProcess fenceWatch() {
    return machine.fenceWatch(commands);
  }

  @Override
  public TargetEmulator emulator() {
    return emulator;
  }

  @Override
  public void deleteWorkFiles() {
    bucket().deleteAll(bucket().list(BucketLayout.CHANGES_FOLDER));
    bucket().deleteAll(bucket().list(BucketLayout.APPLIED_FOLDER));
    bucket().delete(BucketLayout.APPLY_PROGRESS);
    jobs().forget();
  }

  @Override
  public void close() {
    services.close();
  }
}
