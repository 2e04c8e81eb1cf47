package dev.crossover.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The databases that an environment moves, and which job moves which. */
public record SourceShards(Settings settings, GoogleCloud cloud) {
  /**
   * The databases that are moved, by shard name; one without a name if the source has no shards.
   */
  public Map<String, SourceShard> all() {
    Settings.Source source = settings.source();
    Map<String, SourceShard> shards = new TreeMap<>();
    source
        .shards()
        .forEach(
            (name, shard) ->
                shards.put(
                    name,
                    new SourceShard(
                        Optional.of(name),
                        shard.host(),
                        shard.port().orElse(source.port()),
                        shard.database().orElse(source.database()),
                        shard.user().orElse(source.user()),
                        shard.password().orElse(source.password()),
                        shard.connectionProfile())));
    if (shards.isEmpty()) {
      shards.put(
          "",
          new SourceShard(
              Optional.empty(),
              source.host(),
              source.port(),
              source.database(),
              source.user(),
              source.password(),
              cloud.capture().sourceProfile()));
    }
    return shards;
  }

  /** What has a live job of its own: each shard, or nothing in particular for one job of all. */
  public List<Optional<String>> liveJobs() {
    return jobs(cloud.live().jobs());
  }

  /** Which of {@link #liveJobs()} applies the changes of a database. */
  public Optional<String> liveJobOf(SourceShard shard) {
    return cloud.live().jobs() == GoogleJobs.Jobs.ONE ? Optional.empty() : shard.name();
  }

  /** What has a bulk job of its own. */
  public List<Optional<String>> bulkJobs() {
    return jobs(cloud.bulk().jobs());
  }

  private List<Optional<String>> jobs(GoogleJobs.Jobs jobs) {
    return jobs == GoogleJobs.Jobs.ONE
        ? List.of(Optional.empty())
        : all().values().stream().map(SourceShard::name).toList();
  }

  /** The key of an output that is a map by shard: {@code all} where there is one for all. */
  public static String key(Optional<String> shard) {
    return shard.orElse("all");
  }
}
