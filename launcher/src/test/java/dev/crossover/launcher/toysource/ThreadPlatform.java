package dev.crossover.launcher.toysource;

import dev.crossover.contract.SecretStore;
import dev.crossover.engine.apply.ApplyProgress;
import dev.crossover.engine.apply.ApplyProgressRecord;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.capture.Capture;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.InMemoryStreamStates;
import dev.crossover.engine.capture.StreamStates;
import dev.crossover.engine.platform.FenceWatchProcess;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.platform.Measure;
import dev.crossover.engine.platform.Platform;
import dev.crossover.engine.platform.TargetEmulator;
import dev.crossover.launcher.Wiring;
import dev.crossover.platforms.local.LocalChangeStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A platform of threads: every long part has one, and wiring of its own. */
public final class ThreadPlatform implements Platform {
  private final String emulatorHost;
  private final Supplier<Wiring> wiring;
  private final Bucket bucket;
  private final Map<String, Stream> streams = new ConcurrentHashMap<>();
  private final Progress progress = new Progress();
  private final ThreadJob bulkLoad = ThreadJob.of(() -> with(Wiring::loadInBulk));
  private final ThreadJob applyChanges =
      ThreadJob.supervised(() -> with(Wiring::applyChanges), () -> {});
  private final ThreadJob fenceWatch =
      ThreadJob.again(() -> with(parts -> parts.fenceWatch().run()));

  /**
   * @param wiring makes the wiring of a part
   */
  public ThreadPlatform(String emulatorHost, Supplier<Wiring> wiring) {
    this(emulatorHost, wiring, new InMemoryBucket());
  }

  /** As above, with a bucket that others have too. */
  public ThreadPlatform(String emulatorHost, Supplier<Wiring> wiring, Bucket bucket) {
    this.emulatorHost = emulatorHost;
    this.bucket = bucket;
    this.wiring = wiring;
  }

  private void with(Consumer<Wiring> part) {
    try (Wiring own = wiring.get()) {
      part.accept(own);
    }
  }

  /** The capture of one log. */
  private final class Stream {
    private final String shard;
    private final InMemoryStreamStates states = new InMemoryStreamStates();
    private final AtomicReference<Capture> capture = new AtomicReference<>();
    private final ThreadJob thread = ThreadJob.supervised(() -> with(this::run), this::stop);

    Stream(String shard) {
      this.shard = shard;
    }

    private void run(Wiring own) {
      capture.set(own.capture(shard));
      capture.get().run();
    }

    private void stop() {
      Optional.ofNullable(capture.get()).ifPresent(Capture::stop);
    }
  }

  private Stream stream(String shard) {
    return streams.computeIfAbsent(shard, Stream::new);
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
  public SecretStore secrets() {
    return SecretStore.NONE;
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
  public ChangeStream changeStream(String shard, CaptureSetup setup) {
    Stream stream = stream(shard);
    return new LocalChangeStream(stream.states, setup, stream.thread, Clock.systemUTC());
  }

  @Override
  public Map<String, Long> eventsPerTable() {
    Map<String, Long> events = new HashMap<>();
    streams.values().stream()
        .flatMap(stream -> stream.states.read().stream())
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
    return "look at the thread";
  }

  @Override
  public StreamStates streamStates(String shard) {
    return stream(shard).states;
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

  /** Its threads are those of every wiring. */
  @Override
  public void close() {}
}
