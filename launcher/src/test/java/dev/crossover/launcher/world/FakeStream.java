package dev.crossover.launcher.world;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.launcher.world.FakeSource.Change;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A change stream that writes a file whenever time passes. It outlives every launcher. */
public final class FakeStream implements ChangeStream {
  private final FakeSource source;
  private final Clock clock;
  private final Map<String, List<Change>> files = new TreeMap<>();

  /** Whether it says how far it is; Datastream does not. */
  public boolean tellsHowFar = true;

  private State state = State.ABSENT;
  private Optional<LogPosition> start = Optional.empty();
  private LogPosition emitted = LogPosition.of(Position.START);
  private Optional<LogPosition> lastChange = Optional.empty();
  private long events;
  private Optional<Instant> died = Optional.empty();
  private List<String> uncaptured = List.of();

  FakeStream(FakeSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Writes what was committed since the last file. */
  void emit() {
    List<Change> changes = source.after(emitted);
    if (state != State.RUNNING || changes.isEmpty()) {
      return;
    }
    files.put("changes/shop_sale/%04d.avro".formatted(files.size()), changes);
    emitted = source.end();
    events += changes.size();
    for (Change change : changes) {
      if (!change.isSentinel()) {
        lastChange = Optional.of(LogPosition.of(change.position()));
      }
    }
  }

  /** The files that exist, oldest first. */
  List<String> files() {
    return List.copyOf(files.keySet());
  }

  List<Change> changes(String file) {
    return files.get(file);
  }

  boolean holdsChangeFrom(String file, LogPosition place) {
    return files.get(file).stream()
        .anyMatch(
            change -> !change.isSentinel() && LogPosition.of(change.position()).isAtLeast(place));
  }

  /** The files as a bucket has them; a sentinel is in one of its own as well. */
  Bucket bucket() {
    InMemoryBucket bucket = new InMemoryBucket();
    files.forEach(
        (path, changes) -> {
          bucket.write(path, new byte[0]);
          if (changes.stream().anyMatch(Change::isSentinel)) {
            bucket.write(path.replace("shop_sale", "crossover_sentinel"), new byte[0]);
          }
        });
    return bucket;
  }

  void deleteFiles() {
    files.clear();
  }

  /** Somebody puts another table in the place of one that is moved. */
  public void lose(String table) {
    uncaptured = List.of("table " + table + " was swapped");
  }

  /** The files that tell of it are lost; what it made in the source is not. */
  public void forget() {
    state = State.ABSENT;
    start = Optional.empty();
    files.clear();
  }

  /** Its process dies. */
  public void die() {
    state = State.FAILED;
    died = Optional.of(clock.instant());
  }

  @Override
  public void prepare() {
    if (start.isEmpty()) {
      start = Optional.of(source.end());
      source.fence.begin();
      emitted = source.end();
      state = State.STOPPED;
    }
  }

  @Override
  public void start() {
    prepare();
    state = State.RUNNING;
    died = Optional.empty();
  }

  @Override
  public boolean tellsHowFar() {
    return tellsHowFar;
  }

  @Override
  public Status status() {
    return new Status(
        state,
        start,
        tellsHowFar ? start.map(begun -> emitted) : Optional.empty(),
        tellsHowFar ? lastChange : Optional.empty(),
        died.or(() -> Optional.of(clock.instant())),
        events,
        0,
        state == State.FAILED ? Optional.of("it was killed") : Optional.empty());
  }

  @Override
  public List<String> uncaptured() {
    return uncaptured;
  }

  @Override
  public void stop() {
    if (state != State.ABSENT) {
      state = State.STOPPED;
    }
  }

  @Override
  public void remove() {
    if (state == State.RUNNING) {
      throw new SourceException("the slot of a stream that runs cannot be dropped");
    }
    if (start.isPresent()) {
      source.fence.giveUp();
    }
    state = State.ABSENT;
    start = Optional.empty();
  }
}
