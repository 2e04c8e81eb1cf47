package dev.crossover.platforms.googlecloud;

import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsReader;

/** Settings of environments that tests have. */
public final class CloudSettings {
  private CloudSettings() {}

  /** One database, whose jobs are our own. */
  public static Settings single() {
    return single("");
  }

  /**
   * As {@link #single()}.
   *
   * @param endpoints as {@link #endpoints} has them
   */
  public static Settings single(String endpoints) {
    return SettingsReader.parse(
        "shop-test",
        json("postgresql-to-spanner", "", ours("one"), ours("one"), endpoints, "public"));
  }

  /** Where services answer. */
  public static String endpoints(
      String dataflow, String datastream, String monitoring, String storage) {
    return """
    "endpoints": {"dataflow": "%s", "datastream": "%s", "monitoring": "%s", "storage": "%s"},
    """
        .formatted(dataflow, datastream, monitoring, storage);
  }

  /** Two shards with our own jobs: a live one each, and one that loads both. */
  public static Settings sharded() {
    return sharded("");
  }

  /**
   * As {@link #sharded()}.
   *
   * @param endpoints as {@link #endpoints} has them
   */
  public static Settings sharded(String endpoints) {
    return SettingsReader.parse(
        "shop-test",
        json(
            "mysql-to-spanner",
            SHARDS + "\"shard_id_column\": \"shard\",",
            ours("per-shard"),
            ours("one"),
            endpoints,
            "shop"));
  }

  /** Two shards with one job of each kind for both, which are Google's. */
  public static Settings shardedWithGooglesTemplates() {
    return shardedWithGooglesTemplates("one");
  }

  /**
   * Two shards whose jobs are Google's.
   *
   * @param jobs {@code one} or {@code per-shard}
   */
  public static Settings shardedWithGooglesTemplates(String jobs) {
    return SettingsReader.parse(
        "shop-test",
        json(
            "mysql-to-spanner",
            SHARDS + "\"shard_id_column\": \"shard\",",
            googles(jobs),
            googles(jobs),
            "\"mapping\": {\"session_file\": \"gs://shop-test-1-crossover-shop-test/s.json\"},",
            "shop"));
  }

  public static ResourceNames names(Settings settings) {
    return ResourceNames.of(settings);
  }

  private static final String SHARDS =
      """
      "shards": {"north": {"host": "10.0.0.1"}, "south": {"host": "10.0.0.2"}},
      """;

  private static String googles(String jobs) {
    return "\"template\": \"google\", \"jobs\": \"" + jobs + "\"";
  }

  private static String ours(String jobs) {
    return "\"template\": \"crossover\", \"template_path\": \"gs://images/1/job.json\","
        + " \"jobs\": \""
        + jobs
        + "\"";
  }

  private static String json(
      String route, String shards, String live, String bulk, String more, String schema) {
    return """
    {"platform": "google-cloud", "route": "%s",
     "source": {%s "host": "10.0.0.1", "port": 3306, "database": "shop", "user": "crossover",
       "password": "secret-manager:projects/shop-test-1/secrets/source/versions/1",
       "schemas": ["%s"], "application_roles": ["app"]},
     "target": {"project": "shop-test-1", "instance": "shop-spanner", "database": "shop"},
     "google_cloud": {"project": "shop-test-1", "region": "europe-west4",
       "labels": {"team": "shop"}, %s
       "network": {"name": "shop", "subnetwork": "shop-europe-west4",
         "used_ranges": ["10.0.0.0/24"], "private_connection": {"range": "10.99.0.0/29"}},
       "instance": {"processing_units": 1000},
       "live": {%s}, "bulk": {"run_id": "r1", %s}}}
    """
        .formatted(route, shards, schema, more, live, bulk);
  }
}
