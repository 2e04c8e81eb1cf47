package dev.crossover.launcher.real;

import com.google.dataflow.v1beta3.Job;
import com.google.dataflow.v1beta3.JobState;
import dev.crossover.contract.BucketLayout;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.Settings;
import dev.crossover.engine.capture.BucketStreamStates;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.platform.FenceWatchProcess;
import dev.crossover.engine.platform.PartCommands;
import dev.crossover.engine.platform.Platform;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.toysource.ThreadPlatform;
import dev.crossover.platforms.googlecloud.GoogleCloudPlatform;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.fake.FakeCloudStorage;
import dev.crossover.platforms.googlecloud.fake.FakeDataflow;
import dev.crossover.platforms.googlecloud.fake.FakeDatastream;
import dev.crossover.platforms.googlecloud.fake.FakeMonitoring;
import dev.crossover.platforms.googlecloud.files.CloudStorageBucket;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Control planes in the place of Google's: the local capture runs when Datastream is asked to run a
 * stream, and the engine's own jobs when Dataflow is asked to launch them. Who asks knows nothing
 * of that.
 */
final class StandInCloud implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Services that answer at once need not be waited for as long as Google's. */
  private static final String BUCKET = "cloud-test-1-crossover-cloud-test";

  private static final Timing HURRIED =
      new Timing(
          Clock.systemUTC(),
          () -> Timing.real().elapsed().multipliedBy(10),
          pause -> Timing.real().pause(pause.dividedBy(10)));

  final FakeDataflow dataflow = new FakeDataflow(this::launched, this::ended);
  final FakeDatastream datastream =
      new FakeDatastream(name -> captured().start(), name -> captured().stop());
  final FakeMonitoring monitoring = new FakeMonitoring();
  final FakeCloudStorage storage = new FakeCloudStorage(BUCKET, "changes/");

  private final ThreadPlatform workers;

  /**
   * @param wiring makes the wiring of a worker
   */
  StandInCloud(String emulatorHost, Supplier<Wiring> wiring) {
    this.workers =
        new ThreadPlatform(
            emulatorHost,
            wiring,
            CloudStorageBucket.open(
                new ServiceAddress(Optional.of(storage.url())), "cloud-test-1", "gs://" + BUCKET));
  }

  /** What workers find: their own threads, and the bucket of all. */
  Platform workers() {
    return workers;
  }

  /**
   * What the launcher finds; the watch over the fence is a thread, as it is a process elsewhere.
   */
  Platform launchers(Settings settings, Map<String, String> environment, PartCommands commands) {
    Platform cloud = GoogleCloudPlatform.open(settings, environment, commands, HURRIED);
    return (Platform)
        Proxy.newProxyInstance(
            Platform.class.getClassLoader(),
            new Class<?>[] {Platform.class},
            (proxy, method, arguments) -> {
              if (method.getReturnType() == FenceWatchProcess.class) {
                return workers.fenceWatch();
              }
              try {
                return method.invoke(cloud, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** The local capture, from the place that the launcher has written down. */
  private ChangeStream captured() {
    if (workers.streamStates("").read().isEmpty()) {
      workers
          .streamStates("")
          .write(
              new BucketStreamStates(workers.bucket(), BucketLayout.STATE_FOLDER, "")
                  .read()
                  .orElseThrow());
    }
    return workers.changeStream("", new MadeByTheLauncher());
  }

  private void launched(Job job) {
    dev.crossover.engine.platform.Job work =
        job.getName().contains("-bulk-") ? workers.bulkLoad() : workers.applyChanges();
    work.start();
    dataflow.become(job.getName(), JobState.JOB_STATE_RUNNING);
    Thread thread = new Thread(() -> tellHowItEnds(job.getName(), work), "job " + job.getName());
    thread.setDaemon(true);
    thread.start();
  }

  private void tellHowItEnds(String name, dev.crossover.engine.platform.Job work) {
    while (work.status().state().goesOn()) {
      Timing.real().pause(LOOK);
    }
    if (work.status().state() == dev.crossover.engine.platform.Job.State.DONE) {
      dataflow.become(name, JobState.JOB_STATE_DONE);
    } else if (dataflow.named(name).get(0).getCurrentState() == JobState.JOB_STATE_RUNNING) {
      dataflow.fail(name, work.status().detail().orElse("it gave no reason"));
    }
  }

  private void ended(Job job) {
    if (!job.getName().contains("-bulk-")) {
      workers.applyChanges().cancel();
    }
  }

  @Override
  public void close() {
    workers.applyChanges().cancel();
    workers.fenceWatch().stop();
    if (workers.streamStates("").read().isPresent()) {
      captured().stop();
    }
    dataflow.close();
    datastream.close();
    monitoring.close();
    storage.close();
  }

  static String stream(Settings settings) {
    return ResourceNames.of(settings).streamPath(Optional.empty());
  }

  /** A reader of the source's log that finds everything made. */
  private static final class MadeByTheLauncher implements CaptureSetup {
    @Override
    public void requireUnused() {
      throw new AssertionError("the launcher has made it");
    }

    @Override
    public boolean isTaken() {
      return true;
    }

    @Override
    public Position adopt() {
      throw new AssertionError("the launcher has made it");
    }

    @Override
    public boolean isOurs() {
      return true;
    }

    @Override
    public Position create() {
      throw new AssertionError("the launcher has made it");
    }

    @Override
    public void requireIntact(Position safe) {}

    @Override
    public void requireKept() {}

    @Override
    public List<String> uncaptured() {
      return List.of();
    }

    @Override
    public void remove() {
      throw new AssertionError("that is the launcher's");
    }
  }
}
