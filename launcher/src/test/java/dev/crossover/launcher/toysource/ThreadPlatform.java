package dev.crossover.launcher.toysource;

import dev.crossover.engine.apply.ApplyProgress;
import dev.crossover.engine.apply.ApplyProgressRecord;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.capture.Capture;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.InMemoryStreamStates;
import dev.crossover.engine.capture.StreamState;
import dev.crossover.engine.capture.StreamStates;
import dev.crossover.engine.platform.FenceWatchProcess;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.platform.Platform;
import dev.crossover.engine.platform.TargetEmulator;
import dev.crossover.launcher.Wiring;
import dev.crossover.platforms.local.LocalChangeStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A platform of threads: every long part has one, and wiring of its own. */
public final class ThreadPlatform implements Platform {
  private final String emulatorHost;
  private final Supplier<Wiring> wiring;
  private final Bucket bucket = new InMemoryBucket();
  private final InMemoryStreamStates streamStates = new InMemoryStreamStates();
  private final Progress progress = new Progress();
  private final AtomicReference<Capture> capture = new AtomicReference<>();
  private final ThreadJob captureThread =
      ThreadJob.supervised(() -> with(this::runCapture), this::stopCapture);
  private final ThreadJob bulkLoad = ThreadJob.of(() -> with(Wiring::loadInBulk));
  private final ThreadJob applyChanges =
      ThreadJob.supervised(() -> with(Wiring::applyChanges), () -> {});
  private final ThreadJob fenceWatch =
      ThreadJob.again(() -> with(parts -> parts.fenceWatch().run()));

  /**
   * @param wiring makes the wiring of a part
   */
  public ThreadPlatform(String emulatorHost, Supplier<Wiring> wiring) {
    this.emulatorHost = emulatorHost;
    this.wiring = wiring;
  }

  private void with(Consumer<Wiring> part) {
    try (Wiring own = wiring.get()) {
      part.accept(own);
    }
  }

  private void runCapture(Wiring own) {
    capture.set(own.capture());
    capture.get().run();
  }

  private void stopCapture() {
    Optional.ofNullable(capture.get()).ifPresent(Capture::stop);
  }

  private static final class Progress implements ApplyProgressRecord {
    private final AtomicReference<ApplyProgress> last = new AtomicReference<>();

    @Override
    public void accept(ApplyProgress said) {
      last.set(said);
    }

    @Override
    public Optional<ApplyProgress> read() {
      return Optional.ofNullable(last.get());
    }
  }

  @Override
  public Bucket bucket() {
    return bucket;
  }

  @Override
  public String place(String path) {
    return "memory:" + path;
  }

  @Override
  public Map<String, String> places() {
    return Map.of("bucket", "memory");
  }

  @Override
  public ChangeStream changeStream(CaptureSetup setup) {
    return new LocalChangeStream(streamStates, setup, captureThread, Clock.systemUTC());
  }

  @Override
  public Map<String, Long> eventsPerTable() {
    return streamStates.read().map(StreamState::events).orElse(Map.of());
  }

  @Override
  public String streamHint() {
    return "look at the thread";
  }

  @Override
  public StreamStates streamStates() {
    return streamStates;
  }

  @Override
  public Job bulkLoad() {
    return bulkLoad;
  }

  @Override
  public Job applyChanges() {
    return applyChanges;
  }

  @Override
  public ApplyProgressRecord applyProgress() {
    return progress;
  }

  @Override
  public FenceWatchProcess fenceWatch() {
    return fenceWatch;
  }

  @Override
  public TargetEmulator emulator() {
    return new TargetEmulator() {
      @Override
      public Optional<String> address() {
        return Optional.of(emulatorHost);
      }

      @Override
      public boolean isLost() {
        return false;
      }

      @Override
      public void forgetIfEnded() {}

      @Override
      public void stop() {}
    };
  }

  @Override
  public void deleteWorkFiles() {
    bucket.list("changes/").forEach(bucket::delete);
    bucket.list("applied/").forEach(bucket::delete);
  }
}
