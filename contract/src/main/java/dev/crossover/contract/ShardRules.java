package dev.crossover.contract;

import java.util.HashSet;
import java.util.Set;

/** What the databases of a sharded source may be. */
final class ShardRules {

  private final Settings settings;
  private final GoogleCloud cloud;
  private final Problems problems;

  private ShardRules(Settings settings, GoogleCloud cloud, Problems problems) {
    this.settings = settings;
    this.cloud = cloud;
    this.problems = problems;
  }

  static void check(Settings settings, GoogleCloud cloud, Problems problems) {
    ShardRules rules = new ShardRules(settings, cloud, problems);
    rules.places();
    rules.keys();
  }

  /** Rows of two shards with the same key would be one row in the target, the last one written. */
  private void keys() {
    if (cloud.shards().isEmpty()) {
      if (cloud.shardsShareNoKeys()) {
        problems.cloud("shards_share_no_keys", "is about google_cloud.shards; remove it");
      }
      return;
    }
    if (!cloud.shardsShareNoKeys() && cloud.mapping().shardIdColumn().isEmpty()) {
      problems.cloud(
          "shards",
          "would overwrite each other's rows wherever two have the same key; set"
              + " mapping.shard_id_column, or shards_share_no_keys to true if no key of a table is"
              + " in two shards");
    }
  }

  private void places() {
    Set<String> places = new HashSet<>();
    Set<String> hosts = new HashSet<>();
    cloud
        .shards()
        .forEach(
            (name, shard) -> {
              String key = "shards." + name;
              if (!name.matches("[a-z]([a-z0-9-]{0,14}[a-z0-9])?")) {
                problems.cloud(
                    key,
                    "must be named with at most 16 of a-z, 0-9 and -, beginning with a letter");
              }
              shard.port().ifPresent(port -> problems.range(key + ".port", port, 1, 65_535));
              shard
                  .connectionProfile()
                  .ifPresent(
                      id ->
                          problems.pattern(key + ".connection_profile", id, NamePatterns.RESOURCE));
              hosts.add(shard.host());
              if (!places.add(
                  shard.host()
                      + "/"
                      + shard.port().orElse(settings.source().port())
                      + "/"
                      + shard.database().orElse(settings.source().database()))) {
                problems.cloud(key, "is the same database as another shard; remove one of the two");
              }
            });
    if (!cloud.shards().isEmpty() && !hosts.contains(settings.source().host())) {
      problems.add(
          "source.host must be the host of one of google_cloud.shards, whose schema is read, got "
              + settings.source().host());
    }
    if (cloud.shards().isEmpty()) {
      perShardWithoutShards("live.jobs", cloud.live().jobs());
      perShardWithoutShards("bulk.jobs", cloud.bulk().jobs());
    } else if (cloud.capture().sourceProfile().isPresent()) {
      problems.cloud(
          "capture.source_profile",
          "is for one source; with shards, name google_cloud.shards.NAME.connection_profile");
    }
  }

  private void perShardWithoutShards(String key, GoogleJobs.Jobs jobs) {
    if (jobs == GoogleJobs.Jobs.PER_SHARD) {
      problems.cloud(key, "must be one without google_cloud.shards, got per-shard");
    }
  }
}
