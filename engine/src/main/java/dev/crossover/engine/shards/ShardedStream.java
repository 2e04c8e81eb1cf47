package dev.crossover.engine.shards;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The change streams of all shards: it runs if all of them do, and is behind as the slowest is. */
public final class ShardedStream implements ChangeStream {
  /** The worst first. */
  private static final List<State> GRAVITY =
      List.of(State.FAILED, State.ABSENT, State.STOPPED, State.STALLED, State.RUNNING);

  private final Shards<ChangeStream> shards;

  /**
   * @param byShard by the shard's name
   */
  public ShardedStream(Map<String, ChangeStream> byShard) {
    this.shards = Shards.of(byShard);
  }

  @Override
  public void prepare() {
    shards.ask(
        (name, stream) -> {
          stream.prepare();
          return name;
        });
  }

  @Override
  public void start() {
    shards.tell((name, stream) -> stream.start());
  }

  @Override
  public Status status() {
    SortedMap<String, Status> all = shards.ask((name, stream) -> stream.status());
    List<Status> statuses = List.copyOf(all.values());
    State worst =
        statuses.stream()
            .map(Status::state)
            .min(Comparator.comparing(GRAVITY::indexOf))
            .orElseThrow();
    return new Status(
        worst,
        everywhere(all, Status::start),
        places(all, Status::emitted),
        places(all, Status::lastChange),
        oldest(statuses),
        statuses.stream().mapToLong(Status::events).sum(),
        statuses.stream().mapToLong(Status::passedOver).sum(),
        error(all, worst));
  }

  @Override
  public boolean tellsHowFar() {
    return shards.each(ChangeStream::tellsHowFar).stream().allMatch(tells -> tells);
  }

  /** Nothing has begun before everything has. */
  private static Optional<LogPosition> everywhere(
      SortedMap<String, Status> all, Function<Status, Optional<LogPosition>> place) {
    return all.values().stream().allMatch(status -> place.apply(status).isPresent())
        ? places(all, place)
        : Optional.empty();
  }

  private static Optional<LogPosition> places(
      SortedMap<String, Status> all, Function<Status, Optional<LogPosition>> place) {
    Map<String, LogPosition> known = new TreeMap<>();
    all.forEach((name, status) -> place.apply(status).ifPresent(at -> known.put(name, at)));
    return known.isEmpty() ? Optional.empty() : Optional.of(LogPosition.ofShards(known));
  }

  /** One that has said nothing yet is as old as nobody knows. */
  private static Optional<Instant> oldest(List<Status> statuses) {
    return statuses.stream().allMatch(status -> status.sourceTime().isPresent())
        ? statuses.stream()
            .flatMap(status -> status.sourceTime().stream())
            .min(Comparator.naturalOrder())
        : Optional.empty();
  }

  /** Which shards are as the whole is, unless all is well, and what each of them says. */
  private static Optional<String> error(SortedMap<String, Status> all, State worst) {
    String errors =
        all.entrySet().stream()
            .filter(
                shard ->
                    shard.getValue().error().isPresent()
                        || (worst != State.RUNNING && shard.getValue().state() == worst))
            .map(
                shard ->
                    Shards.named(
                        shard.getKey(),
                        shard.getValue().state()
                            + shard.getValue().error().map(error -> ", " + error).orElse("")))
            .collect(joining("; "));
    return errors.isEmpty() ? Optional.empty() : Optional.of(errors);
  }

  @Override
  public List<String> uncaptured() {
    return shards.lines(ChangeStream::uncaptured);
  }

  @Override
  public void stop() {
    shards.tell((name, stream) -> stream.stop());
  }

  @Override
  public void remove() {
    shards.tell((name, stream) -> stream.remove());
  }
}
