package dev.crossover.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardsTest {
  @TempDir private Path folder;

  @Test
  void removingAShardTouchesThatShardOnly() {
    Map<String, JsonNode> before = resources(Samples.get().stack("shop-prod-live"));
    Map<String, JsonNode> after =
        resources(
            Samples.changed(
                    "shop-prod", json -> json.replace("\"us\": {\"host\": \"10.20.0.12\"},", ""))
                .get("shop-prod-live"));
    assertThat(before).containsAllEntriesOf(after);
    TreeSet<String> removed = new TreeSet<>(before.keySet());
    removed.removeAll(after.keySet());
    assertThat(removed)
        .containsExactly(
            "google_dataflow_flex_template_job.live-us",
            "google_datastream_connection_profile.source-us-profile",
            "google_datastream_stream.source-us-stream",
            "google_pubsub_subscription.notifications-us-subscription",
            "google_pubsub_subscription_iam_member.notifications-us-jobs-look",
            "google_pubsub_subscription_iam_member.notifications-us-jobs-read",
            "google_pubsub_topic.notifications-us-topic",
            "google_pubsub_topic_iam_member.notifications-us-storage-publishes",
            "google_secret_manager_secret_iam_member.source-us-stream-reads-secret",
            "google_storage_notification.notifications-us-notification");
  }

  @Test
  void addingAShardTouchesThatShardOnly() {
    Map<String, JsonNode> before = resources(Samples.get().stack("shop-prod-live"));
    Map<String, JsonNode> after =
        resources(
            Samples.changed(
                    "shop-prod",
                    json ->
                        json.replace(
                            "\"eu\": {", "\"africa\": {\"host\": \"10.20.0.14\"}, \"eu\": {"))
                .get("shop-prod-live"));
    assertThat(after).containsAllEntriesOf(before);
    after.keySet().removeAll(before.keySet());
    assertThat(after.keySet()).hasSize(10).allMatch(address -> address.contains("-africa"));
  }

  @Test
  void oneJobMayServeAllShards() {
    JsonNode live =
        Samples.changed("shop-prod", json -> json.replace("\"jobs\": \"per-shard\",", ""))
            .get("shop-prod-live");
    assertThat(live.at("/resource/google_datastream_stream")).hasSize(3);
    assertThat(live.at("/resource/google_dataflow_flex_template_job")).hasSize(1);
    assertThat(live.at("/resource/google_pubsub_subscription")).hasSize(1);
    assertThat(
            Samples.only(live, "google_storage_notification").path("object_name_prefix").asText())
        .isEqualTo("changes/");
    assertThat(SchemaCheck.problems(ProviderSchema.of745(), live)).isEmpty();
  }

  @Test
  void everyShardMayHaveABulkJobOfItsOwn() {
    JsonNode bulk =
        Samples.changed(
                "shop-prod",
                json ->
                    json.replace(
                        "\"run_id\": \"r1\",", "\"run_id\": \"r1\", \"jobs\": \"per-shard\","))
            .get("shop-prod-bulk");
    assertThat(bulk.at("/resource/google_dataflow_flex_template_job").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("bulk-apac", "bulk-eu", "bulk-us");
    assertThat(bulk.at("/resource/google_dataflow_flex_template_job/bulk-eu/name").asText())
        .isEqualTo("shop-prod-bulk-r1-eu");
    assertThat(SchemaCheck.problems(ProviderSchema.of745(), bulk)).isEmpty();
  }

  @Test
  void ourOwnBulkJobReadsAllShards() {
    JsonNode job =
        Samples.changed(
                "shop-prod",
                json ->
                    json.replace(
                        "\"run_id\": \"r1\",",
                        "\"run_id\": \"r1\", \"template\": \"crossover\","
                            + " \"template_path\": \"gs://t/1/x\","))
            .get("shop-prod-bulk")
            .at("/resource/google_dataflow_flex_template_job/bulk/parameters");
    assertThat(job.path("shardIdColumn").asText()).isEqualTo("shard");
    assertThat(job.path("shards").asText())
        .startsWith("[{\"name\":\"apac\",\"address\":\"jdbc:mariadb://")
        .contains("{\"name\":\"eu\",", "{\"name\":\"us\",", "\"password\":\"secret-manager:");
  }

  @Test
  void everyJobIsToldWhichStreamIsWhichShard() {
    JsonNode live = Samples.get().stack("shop-prod-live").path("resource");
    assertThat(live.at("/google_storage_bucket_object/mapping-shards/content").asText())
        .isEqualTo(
            "{\"shardConfigs\":["
                + "{\"dbName\":\"shop\",\"logicalShardId\":\"apac\",\"streamId\":\"shop-prod-changes-apac\"},"
                + "{\"dbName\":\"shop\",\"logicalShardId\":\"eu\",\"streamId\":\"shop-prod-changes-eu\"},"
                + "{\"dbName\":\"shop\",\"logicalShardId\":\"us\",\"streamId\":\"shop-prod-changes-us\"}]}");
    for (JsonNode job : live.path("google_dataflow_flex_template_job")) {
      assertThat(job.at("/parameters/sourceConfigURL").asText())
          .isEqualTo("gs://shop-prod-481517-crossover-shop-prod/schema/shards.json");
      assertThat(job.at("/parameters/sessionFilePath").asText())
          .isEqualTo("gs://shop-prod-481517-crossover-shop-prod/schema/session.json");
      assertThat(job.path("depends_on").toString())
          .contains("google_storage_bucket_object.mapping-shards");
    }
    assertThat(
            Samples.get()
                .stack("shop-prod-bulk")
                .at("/resource/google_dataflow_flex_template_job/bulk/parameters/sessionFilePath")
                .asText())
        .isEqualTo("gs://shop-prod-481517-crossover-shop-prod/schema/session.json");
  }

  @Test
  void bulkShardsAreAFileThatNamesSecrets() throws Exception {
    JsonNode file =
        Samples.only(Samples.get().stack("shop-prod-bulk"), "google_storage_bucket_object");
    JsonNode shards =
        new JsonMapper()
            .readTree(file.path("content").asText())
            .at("/shardConfigurationBulk/dataShards");
    assertThat(shards).hasSize(3);
    assertThat(shards.get(0))
        .hasToString(
            "{\"connectionProperties\":\"sslMode=PREFERRED\",\"dataShardId\":\"apac\",\"databases\":[{\"databaseId\":\"apac\",\"dbName\":\"shop\"}],"
                + "\"host\":\"10.20.0.13\",\"port\":3306,\"secretManagerUri\":"
                + "\"projects/shop-prod-481517/secrets/shop-source-apac/versions/1\","
                + "\"user\":\"crossover\"}");
  }

  @Test
  void namesThatDifferAreMadeFromTheMappingFile() throws Exception {
    Path mapping = Files.createTempFile(folder, "mapping", ".json");
    Files.writeString(
        mapping,
        """
        {"tables": {"billing.invoice": {"rename": "invoices",
          "columns": {"no": {"rename": "number"}, "total": {"type": "NUMERIC"}}},
          "billing.line": {"skip": true}}}
        """);
    Map<String, JsonNode> stacks =
        Samples.changed(
            "billing-dev",
            json ->
                json.replace(
                    "\"google_cloud\"",
                    "\"schema\": {\"mapping_file\": \"" + mapping + "\"}, \"google_cloud\""));
    assertThat(
            stacks
                .get("billing-dev-live")
                .at("/resource/google_storage_bucket_object/mapping-overrides/content")
                .asText())
        .isEqualTo(
            "{\"renamedColumns\":{\"invoice\":{\"no\":\"number\"}},"
                + "\"renamedTables\":{\"invoice\":\"invoices\"}}");
    for (String stack : List.of("billing-dev-live", "billing-dev-bulk")) {
      assertThat(
              Samples.only(stacks.get(stack), "google_dataflow_flex_template_job")
                  .at("/parameters/schemaOverridesFilePath")
                  .asText())
          .isEqualTo("gs://billing-dev-161803-crossover-billing-dev/schema/overrides.json");
    }
  }

  private static Map<String, JsonNode> resources(JsonNode stack) {
    Map<String, JsonNode> resources = new TreeMap<>();
    stack
        .path("resource")
        .properties()
        .forEach(
            type ->
                type.getValue()
                    .properties()
                    .forEach(
                        named ->
                            resources.put(type.getKey() + "." + named.getKey(), named.getValue())));
    // It lists all shards.
    resources.remove("google_storage_bucket_object.mapping-shards");
    return resources;
  }
}
