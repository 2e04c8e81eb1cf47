package dev.crossover.platforms.local;

import dev.crossover.contract.SecretStore;
import dev.crossover.contract.Settings;
import dev.crossover.engine.apply.ApplyProgressRecord;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.StreamStates;
import dev.crossover.engine.platform.FenceWatchProcess;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.platform.Measure;
import dev.crossover.engine.platform.PartCommands;
import dev.crossover.engine.platform.PartCommands.Part;
import dev.crossover.engine.platform.Platform;
import dev.crossover.engine.platform.TargetEmulator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * This machine: a directory as the bucket, and a child process for each long part. The children
 * inherit this process's environment, and with it the secrets that references name.
 */
public final class LocalPlatform implements Platform {
  private final Workspace workspace;
  private final TargetEmulator emulator;
  private final PartCommands commands;

  private LocalPlatform(Workspace workspace, TargetEmulator emulator, PartCommands commands) {
    this.workspace = workspace;
    this.emulator = emulator;
    this.commands = commands;
  }

  /** See {@link dev.crossover.engine.platform.PlatformFactory#open}. */
  public static LocalPlatform open(
      Settings settings, Map<String, String> environment, PartCommands commands) {
    Set<String> shards = settings.source().shards().keySet();
    Workspace workspace =
        new Workspace(
            Path.of(settings.workDirectory()),
            shards.isEmpty() ? List.of("") : List.copyOf(shards));
    return new LocalPlatform(
        workspace,
        new ThisMachine(workspace.root()).emulator(settings.target().emulator(), environment),
        commands);
  }

  @Override
  public Bucket bucket() {
    return workspace.bucket();
  }

  @Override
  public SecretStore secrets() {
    return SecretStore.NONE;
  }

  @Override
  public String place(String path) {
    return workspace.bucketDirectory().resolve(path).toString();
  }

  @Override
  public Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("bucket", workspace.bucketDirectory().toString());
    places.put("logs", workspace.logs().toString());
    return places;
  }

  @Override
  public ChangeStream changeStream(String shard, CaptureSetup setup) {
    return new LocalChangeStream(
        streamStates(shard),
        setup,
        new SupervisedJob(
            workspace.root(),
            Workspace.capture(shard),
            Programs.find(),
            Programs.find().launcher(commands.capture(shard))),
        Clock.systemUTC());
  }

  @Override
  public Map<String, Long> eventsPerTable() {
    Map<String, Long> events = new HashMap<>();
    workspace.shards().stream()
        .flatMap(shard -> streamStates(shard).read().stream())
        .forEach(
            state ->
                state.events().forEach((table, count) -> events.merge(table, count, Long::sum)));
    return events;
  }

  @Override
  public List<Measure> measures() {
    return List.of();
  }

  @Override
  public String streamHint() {
    return "look at logs/capture.log";
  }

  @Override
  public StreamStates streamStates(String shard) {
    return new StreamFile(workspace.root(), shard);
  }

  @Override
  public Job bulkLoad() {
    return new ChildJob(process(Workspace.BULK_LOAD), job(Part.BULK_LOAD), Map.of());
  }

  @Override
  public Job applyChanges() {
    return new SupervisedJob(
        workspace.root(), Workspace.APPLY_CHANGES, Programs.find(), job(Part.APPLY_CHANGES));
  }

  @Override
  public ApplyProgressRecord applyProgress() {
    return new ProgressFile(workspace.root(), Workspace.APPLY_CHANGES);
  }

  @Override
  public FenceWatchProcess fenceWatch() {
    return new ThisMachine(workspace.root()).fenceWatch(commands);
  }

  @Override
  public TargetEmulator emulator() {
    return emulator;
  }

  @Override
  public void deleteWorkFiles() {
    workspace.deleteWorkFiles();
  }

  private List<String> job(Part part) {
    return Programs.find().job(commands.of(part));
  }

  private ChildProcess process(String name) {
    return new ChildProcess(workspace.root(), name);
  }

  /** The children go on, and nothing else is open. */
  @Override
  public void close() {}
}
