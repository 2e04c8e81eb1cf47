package dev.crossover.launcher;

import dev.crossover.contract.ApplyChangesParameters;
import dev.crossover.contract.BulkLoadParameters;
import dev.crossover.contract.Settings;
import dev.crossover.launcher.cutover.Watchdog;
import dev.crossover.launcher.jobs.Job;
import dev.crossover.launcher.local.ChildJob;
import dev.crossover.launcher.local.ChildProcess;
import dev.crossover.launcher.local.Programs;
import dev.crossover.launcher.stream.ChildCapture;
import dev.crossover.launcher.workflow.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The child processes of an environment: capture, the two jobs, and the watch of the fence. They
 * inherit this process's environment, and with it the secrets that references name.
 */
record LocalProcesses(
    Settings settings, Path settingsDirectory, Workspace workspace, String sourceUrl) {
  private static final String DIALECT = "POSTGRESQL";
  private static final String PIPELINES = "pipelines";
  private static final Duration STOP_GRACE = Duration.ofSeconds(2);

  ChildCapture capture() {
    return new ChildCapture(process("capture"), launcher("capture", "--foreground"), Map.of());
  }

  Watchdog fenceWatch() {
    ChildProcess watch = process("fence-watch");
    return new Watchdog() {
      @Override
      public void start() {
        watch.ensureRunning(launcher("fence-watch"), Map.of());
      }

      @Override
      public void stop() {
        watch.stop(STOP_GRACE);
      }
    };
  }

  private ChildProcess process(String name) {
    return new ChildProcess(workspace.root(), name);
  }

  /** This program again, with a command on the same environment. */
  private List<String> launcher(String command, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                command,
                "--env",
                settings.environment(),
                "--tfvars",
                settingsDirectory.toString()));
    words.addAll(List.of(more));
    return Programs.find().launcher(words);
  }

  Job bulkLoad(Optional<String> emulatorHost) {
    Settings.Target target = settings.target();
    Settings.Bulk bulk = settings.bulk();
    BulkLoadParameters parameters =
        new BulkLoadParameters(
            DIALECT,
            sourceUrl,
            settings.source().user(),
            settings.source().password(),
            bulk.partitionRows(),
            bulk.workers(),
            bulk.fetchRows(),
            target.project(),
            target.instance(),
            target.database(),
            emulatorHost.orElse(""),
            workspace.bucketDirectory().toString(),
            workspace.targetSchema().toString(),
            bulk.commitCells(),
            bulk.commitBytes());
    return job("bulk-load", "dev.crossover.pipelines.BulkLoadJob", parameters.toArguments());
  }

  Job applyChanges(Optional<String> emulatorHost, String shadowTablePrefix) {
    Settings.Target target = settings.target();
    Settings.Live live = settings.live();
    ApplyChangesParameters parameters =
        new ApplyChangesParameters(
            "postgresql",
            workspace.bucketDirectory().toString(),
            Workspace.CHANGES,
            target.project(),
            target.instance(),
            target.database(),
            emulatorHost.orElse(""),
            Workspace.DEAD_LETTERS,
            shadowTablePrefix,
            workspace.targetSchema().toString(),
            live.parkedAttempts(),
            live.workers(),
            live.batchEvents(),
            live.pollMillis());
    return job(
        "apply-changes", "dev.crossover.pipelines.ApplyChangesJob", parameters.toArguments());
  }

  private Job job(String name, String mainClass, List<String> arguments) {
    return new ChildJob(
        process(name), Programs.find().module(PIPELINES, mainClass, arguments), Map.of());
  }
}
