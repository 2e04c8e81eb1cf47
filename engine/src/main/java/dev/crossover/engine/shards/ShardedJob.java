package dev.crossover.engine.shards;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.platform.Job;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The jobs of all shards as one: it is done when all of them are, and failed when one is. */
public final class ShardedJob implements Job {
  /** The worst first. */
  private static final List<State> GRAVITY =
      List.of(State.FAILED, State.NOT_STARTED, State.RESTARTING, State.RUNNING, State.DONE);

  private final Shards<Job> shards;

  /**
   * @param byShard by the shard's name
   */
  public ShardedJob(Map<String, Job> byShard) {
    this.shards = Shards.of(byShard);
  }

  /** Starts the others too if one cannot be started. */
  @Override
  public void start() {
    shards.tell((name, job) -> job.start());
  }

  @Override
  public Status status() {
    SortedMap<String, Status> all = shards.ask((name, job) -> job.status());
    State worst =
        all.values().stream()
            .map(Status::state)
            .min(Comparator.comparing(GRAVITY::indexOf))
            .orElseThrow();
    return new Status(worst, detail(all), since(all));
  }

  /** How far each shard is, unless all of them are there and none has anything to say. */
  private static Optional<String> detail(SortedMap<String, Status> all) {
    boolean alike = all.values().stream().map(Status::state).distinct().count() == 1;
    boolean silent = all.values().stream().allMatch(status -> status.detail().isEmpty());
    return alike && silent
        ? Optional.empty()
        : Optional.of(
            all.entrySet().stream()
                .map(shard -> Shards.named(shard.getKey(), text(shard.getValue())))
                .collect(joining("; ")));
  }

  private static String text(Status status) {
    return status.state() + status.detail().map(detail -> ", " + detail).orElse("");
  }

  private static Optional<Instant> since(SortedMap<String, Status> all) {
    return all.values().stream()
        .flatMap(status -> status.since().stream())
        .max(Comparator.naturalOrder());
  }

  /** Ends the others too if one cannot be ended. */
  @Override
  public void cancel() {
    shards.tell((name, job) -> job.cancel());
  }
}
