package dev.crossover.contract;

import java.util.HashSet;
import java.util.Set;

/** What the databases of a sharded source may be. */
final class ShardRules {
  private static final String COLUMN = "[A-Za-z][A-Za-z0-9_]{0,127}";

  /** What PostgreSQL allows for the name of a slot, which the shard's name is added to. */
  private static final int LONGEST_SLOT = 46;

  private final Settings settings;
  private final Settings.Source source;
  private final Problems problems;

  private ShardRules(Settings settings, Problems problems) {
    this.settings = settings;
    this.source = settings.source();
    this.problems = problems;
  }

  static void check(Settings settings, Problems problems) {
    ShardRules rules = new ShardRules(settings, problems);
    if (settings.source().shards().isEmpty()) {
      rules.nothingOfShards();
      return;
    }
    rules.places();
    rules.keys();
    if (settings.platform() == Settings.Platform.LOCAL) {
      rules.local();
    }
    settings.googleCloud().ifPresent(rules::googleCloud);
  }

  private void nothingOfShards() {
    if (source.shardsShareNoKeys()) {
      problems.add("source.shards_share_no_keys is about source.shards; remove it");
    }
    if (source.shardIdColumn().isPresent()) {
      problems.add("source.shard_id_column is about source.shards; remove it");
    }
    settings
        .googleCloud()
        .ifPresent(
            cloud -> {
              perShardWithoutShards("live.jobs", cloud.live().jobs());
              perShardWithoutShards("bulk.jobs", cloud.bulk().jobs());
            });
  }

  private void perShardWithoutShards(String key, GoogleJobs.Jobs jobs) {
    if (jobs == GoogleJobs.Jobs.PER_SHARD) {
      problems.cloud(key, "must be one without source.shards, got per-shard");
    }
  }

  /** Rows of two shards with the same key would be one row in the target, the last one written. */
  private void keys() {
    source
        .shardIdColumn()
        .ifPresent(column -> problems.patternOf("source.shard_id_column", column, COLUMN));
    if (!source.shardsShareNoKeys() && source.shardIdColumn().isEmpty()) {
      problems.add(
          "source.shards would overwrite each other's rows wherever two have the same key; set"
              + " source.shard_id_column"
              + (settings.platform() == Settings.Platform.LOCAL
                  ? ""
                  : ", or source.shards_share_no_keys to true if no key of a table is in two"
                      + " shards"));
    }
  }

  private void places() {
    Set<String> places = new HashSet<>();
    Set<String> hosts = new HashSet<>();
    source
        .shards()
        .forEach(
            (name, shard) -> {
              String key = "source.shards." + name;
              if (!name.matches("[a-z]([a-z0-9-]{0,14}[a-z0-9])?")) {
                problems.add(
                    key
                        + " must be named with at most 16 of a-z, 0-9 and -, beginning with a"
                        + " letter");
              }
              shard.port().ifPresent(port -> problems.rangeOf(key + ".port", port, 1, 65_535));
              hosts.add(shard.host());
              if (!places.add(
                  shard.host()
                      + "/"
                      + shard.port().orElse(source.port())
                      + "/"
                      + shard.database().orElse(source.database()))) {
                problems.add(key + " is the same database as another shard; remove one of the two");
              }
            });
    if (!hosts.contains(source.host())) {
      problems.add(
          "source.host must be the host of one of source.shards, whose schema is read, got "
              + source.host());
    }
  }

  /** Our own jobs keep the rows of shards apart by the column alone. */
  private void local() {
    if (source.shardsShareNoKeys()) {
      problems.add(
          "source.shards_share_no_keys cannot be used on platform local: should two shards have a"
              + " key after all, or a row move from one to the other, no position tells which of"
              + " the two changes is the newer. Remove it, and set source.shard_id_column; where"
              + " keys do not clash, a unique index on the old key proves so after the cutover, and"
              + " the application finds rows by it as before");
    }
    if (settings.route() == Settings.Route.MYSQL_TO_SPANNER) {
      servers();
    }
    if (settings.capture().slot().length() > LONGEST_SLOT) {
      problems.add(
          "capture.slot must have at most %d characters with source.shards, got %s"
              .formatted(LONGEST_SLOT, settings.capture().slot()));
    }
    source
        .shards()
        .forEach(
            (name, shard) -> {
              String key = "source.shards." + name;
              if (shard.password().filter(SecretReference::isInSecretManager).isPresent()) {
                problems.add(key + ".password must be env:NAME or file:PATH on platform local");
              }
              if (shard.connectionProfile().isPresent()) {
                problems.add(
                    key + ".connection_profile is read on platform google-cloud only; remove it");
              }
            });
  }

  /** A server of MySQL is one source: it has one log and one fence for all of its databases. */
  private void servers() {
    Set<String> servers = new HashSet<>();
    source
        .shards()
        .forEach(
            (name, shard) -> {
              String key = "source.shards." + name;
              shard
                  .database()
                  .filter(database -> !source.schemas().contains(database))
                  .ifPresent(
                      database ->
                          problems.add(
                              "%s.database must be one of %s (source.schemas): a table is named with its database, and is one table in all shards only under one name; got %s"
                                  .formatted(key, source.schemas(), database)));
              if (!servers.add(shard.host() + ":" + shard.port().orElse(source.port()))) {
                problems.add(
                    key
                        + " is the same server as another shard, whose rows would be moved twice;"
                        + " name every server once");
              }
            });
  }

  private void googleCloud(GoogleCloud cloud) {
    source
        .shards()
        .forEach(
            (name, shard) ->
                shard
                    .connectionProfile()
                    .ifPresent(
                        id ->
                            problems.patternOf(
                                "source.shards." + name + ".connection_profile",
                                id,
                                NamePatterns.RESOURCE)));
    if (cloud.capture().sourceProfile().isPresent()) {
      problems.cloud(
          "capture.source_profile",
          "is for one source; with shards, name source.shards.NAME.connection_profile");
    }
  }
}
