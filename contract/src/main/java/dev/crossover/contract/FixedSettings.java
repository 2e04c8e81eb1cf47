package dev.crossover.contract;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings that say what is moved, to where, and by which stream, bucket and templates: a
 * migration keeps those that it was begun with.
 *
 * <p>How its parts are reached (addresses, users, secrets), how fast they work and what the cutover
 * asks for may change while it lasts. That an address still leads to the same server is for the
 * change stream to say.
 */
public final class FixedSettings {
  private static final String NONE = "none";

  private final Map<String, String> values = new TreeMap<>();

  private FixedSettings() {}

  /** Their values by key, each as a person reads it; the same keys for all of a platform. */
  public static Map<String, String> of(Settings settings) {
    FixedSettings fixed = new FixedSettings();
    fixed.put("platform", settings.platform());
    fixed.put("route", settings.route());
    fixed.source(settings.source());
    fixed.put("schema.indexes", settings.schema().indexes());
    fixed.put("schema.mapping_file", settings.schema().mappingFile());
    fixed.put("capture.slot", Optional.of(settings.capture().slot()));
    fixed.put("capture.publication", Optional.of(settings.capture().publication()));
    settings
        .googleCloud()
        .ifPresent(cloud -> fixed.googleCloud(cloud, new BucketLayout(settings, cloud)));
    return Map.copyOf(fixed.values);
  }

  private void source(Settings.Source source) {
    put("source.database", Optional.of(source.database()));
    put("source.schemas", source.schemas());
    put("source.exclude_tables", source.excludeTables().stream().sorted().toList());
    put("source.shards", source.shards().keySet().stream().sorted().toList());
    source
        .databases()
        .forEach(
            (name, shard) ->
                put("source.shards." + name + ".database", Optional.of(shard.database())));
    put("source.shard_id_column", source.shardIdColumn());
    put("source.shards_share_no_keys", Optional.of(Boolean.toString(source.shardsShareNoKeys())));
    put("source.unlogged_cascades", source.unloggedCascades());
  }

  private void googleCloud(GoogleCloud cloud, BucketLayout files) {
    put("google_cloud.project", Optional.of(cloud.project()));
    put("google_cloud.region", Optional.of(cloud.region()));
    put("google_cloud.strategy", cloud.strategy());
    put("google_cloud.capture.bucket", Optional.of(files.bucket()));
    put("google_cloud.capture.bucket_profile_root", cloud.capture().bucketProfileRoot());
    put("google_cloud.capture.mysql_log", cloud.capture().mysqlLog());
    put("google_cloud.live.template", cloud.live().template());
    put("google_cloud.live.jobs", cloud.live().jobs());
    put("google_cloud.bulk.template", cloud.bulk().template());
    put("google_cloud.bulk.jobs", cloud.bulk().jobs());
  }

  private void put(String key, Enum<?> value) {
    values.put(key, SettingsTree.word(value));
  }

  private void put(String key, Collection<String> value) {
    put(key, Optional.of(String.join(", ", value)));
  }

  private void put(String key, Optional<String> value) {
    values.put(key, value.filter(text -> !text.isEmpty()).orElse(NONE));
  }
}
