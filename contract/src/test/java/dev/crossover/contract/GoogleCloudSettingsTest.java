package dev.crossover.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleCloudSettingsTest {
  private static final Path TFVARS = Path.of("../tfvars");

  @ParameterizedTest
  @ValueSource(strings = {"shop-dev", "shop-prod", "ledger-dev", "ledger-prod", "billing-dev"})
  void readsEverySample(String environment) {
    assertThat(SettingsReader.read(TFVARS, environment).googleCloud()).isPresent();
  }

  @Test
  void keepsTheSchemaOfSettingsFilesFresh() throws Exception {
    assertThat(TFVARS.resolve("settings.schema.json"))
        .as("run the test with -Dcrossover.update=true to write it again")
        .satisfies(
            file -> {
              if (Boolean.getBoolean("crossover.update")) {
                Files.writeString(file, SettingsSchema.text());
              }
            })
        .hasContent(SettingsSchema.text());
  }

  @Test
  void describesEveryKeyToEditors() throws Exception {
    JsonNode schema = new ObjectMapper().readTree(SettingsSchema.text());
    assertThat(undescribed(schema, "")).isEmpty();
  }

  private static List<String> undescribed(JsonNode schema, String path) {
    List<String> keys = new ArrayList<>();
    schema
        .path("properties")
        .properties()
        .forEach(
            entry -> {
              String key = path + entry.getKey();
              if (!entry.getValue().has("description") && !key.startsWith("$")) {
                keys.add(key);
              }
              keys.addAll(undescribed(entry.getValue(), key + "."));
            });
    if (schema.path("additionalProperties").isObject()) {
      keys.addAll(undescribed(schema.path("additionalProperties"), path + "*."));
    }
    return keys;
  }

  @Test
  void tellsEveryBadValueAtOnceWithItsKey() throws Exception {
    String json =
        sample("shop-dev")
            .replace("europe-west1\"", "europe-west-1\"")
            .replace(
                "\"enable_backfill\": false",
                "\"enable_backfil\": false, \"bucket\": \"My_Bucket\"")
            .replace(
                "\"public_workers\": true,",
                "\"public_workers\": true, \"used_ranges\": [\"10.9.0.0/28\"],"
                    + " \"private_connection\": {\"range\": \"10.9.0.8/29\"},")
            .replace(
                "\"skip_dataflow\": true",
                "\"skip_dataflow\": \"yes\", \"machine_type\": \"n2-standard-2\"")
            .replace("\"processing_units\": 100", "\"processing_units\": 150");
    SettingsException thrown =
        catchThrowableOfType(SettingsException.class, () -> SettingsReader.parse("shop-dev", json));
    assertThat(thrown.getMessage().lines().skip(1))
        .containsExactly(
            "- google_cloud.capture.enable_backfil is not a known key; the nearest is"
                + " google_cloud.capture.enable_backfill",
            "- google_cloud.live.skip_dataflow must be true or false, got \"yes\"",
            "- google_cloud.region must be a region of Google Cloud that has Dataflow, got"
                + " europe-west-1; the nearest is europe-west1",
            "- google_cloud.network must have ip_allowlist or private_connection, got both; remove"
                + " one",
            "- google_cloud.network.used_ranges[0] 10.9.0.0/28 overlaps"
                + " google_cloud.network.private_connection.range 10.9.0.8/29",
            "- google_cloud.instance.processing_units must be a multiple of 100 below 1000 and of"
                + " 1000 from there on, got 150",
            "- google_cloud.capture.bucket must match"
                + " (?!goog)(?!.*google)[a-z0-9][a-z0-9_-]{1,61}[a-z0-9], got My_Bucket",
            "- google_cloud.live.machine_type must have at least 4 vCPU, such as n2-standard-4, got"
                + " n2-standard-2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "shop-dev | `\"enable_backfill\": false` | `\"enable_backfill\": true` |"
            + " google_cloud.capture.enable_backfill must be false with strategy bulk-then-live",
        "shop-dev | `\"skip_dataflow\": true` | `\"skip_dataflow\": true, \"template_path\":"
            + " \"gs://t/latest/flex/X\"` | google_cloud.live.template_path must be"
            + " gs://BUCKET/PATH of one version, not latest",
        "shop-dev | `launcher:0.1.0` | `launcher:latest` | google_cloud.handoff.image must name one"
            + " version",
        "shop-dev | `secret-manager:projects/shop-dev-481516/secrets/shop-source/versions/1` |"
            + " `env:PW` | source.password must be secret-manager:",
        "shop-dev | `\"run_id\": \"r1\"` | `\"run_id\": \"Run 1\"` | google_cloud.bulk.run_id must"
            + " match",
        "shop-dev | `\"mysql_log\": \"gtid\"` | `\"mysql_log\": \"gtid\", \"start_position\":"
            + " {\"log_file\": \"binlog.000012\"}` | google_cloud.capture.start_position must have"
            + " gtid_set and nothing else with mysql_log gtid",
        "shop-dev | `\"mysql_log\": \"gtid\"` | `\"start_position\": {\"log_file\":"
            + " \"binlog.000012\"}` | google_cloud.capture.start_position must have log_file and"
            + " log_position",
        "ledger-dev | `\"enable_backfill\": true` | `\"enable_backfill\": true,"
            + " \"start_position\": {\"log_file\": \"b.1\", \"log_position\": 4}` |"
            + " google_cloud.capture.start_position is for MySQL's log only",
        "shop-prod | `\"soft_delete_days\": 7` | `\"soft_delete_days\": 7, \"start_position\":"
            + " {\"log_file\": \"b.1\", \"log_position\": 4}` |"
            + " google_cloud.capture.start_position is a place in one log",
        "shop-prod | `\"shard_id_column\": \"shard\"` | `\"shards_share_no_keys\": false`"
            + " | source.shards would overwrite each other's rows wherever two have the same"
            + " key",
        "shop-prod | `\"session_file\":"
            + " \"gs://shop-prod-481517-crossover-shop-prod/schema/session.json\"` | `` |"
            + " source.shard_id_column needs google_cloud.mapping.session_file",
        "shop-prod | `\"run_id\": \"r1\",` | `\"run_id\": \"r1\", \"jobs\": \"per-shard\","
            + " \"template\": \"crossover\", \"template_path\": \"gs://t/1/x\",` |"
            + " google_cloud.bulk.jobs must be one with template crossover",
        "ledger-prod | `\"schemas\"` | `\"shards\": {\"a\": {\"host\": \"10.50.0.5\"}},"
            + " \"shards_share_no_keys\": true, \"schemas\"` |"
            + " source.shards_share_no_keys cannot be used with template crossover",
        "shop-dev | `\"schemas\"` | `\"shards_share_no_keys\": true, \"schemas\"` |"
            + " source.shards_share_no_keys is about source.shards",
        "shop-prod | `\"session_file\"` | `\"schema_overrides_file\": \"gs://b/o.json\","
            + " \"session_file\"` | google_cloud.mapping.session_file names all tables and columns",
        "shop-dev | `\"run_id\": \"r1\"` | `\"run_id\": \"r1\", \"jobs\": \"per-shard\"` |"
            + " google_cloud.bulk.jobs must be one without source.shards",
        "shop-dev | `\"processing_units\": 100` | `\"config\": \"nam3\", \"processing_units\": 100`"
            + " | google_cloud.instance.edition must be enterprise-plus",
        "shop-prod | `\"min_processing_units\": 3000` | `\"min_processing_units\": 1000` |"
            + " google_cloud.instance.autoscaling.max_processing_units must be at most 10 times"
            + " min_processing_units 1000, got 12000",
        "shop-prod | `\"min_processing_units\": 3000` | `\"min_processing_units\": 13000` |"
            + " google_cloud.instance.autoscaling.max_processing_units must not be below"
            + " min_processing_units 13000, got 12000",
        "shop-prod | `\"min_processing_units\": 3000` | `\"min_processing_units\": 900` |"
            + " google_cloud.instance.autoscaling.min_processing_units must be from 1000",
        "shop-prod | `\"max_processing_units\": 12000` | `\"max_processing_units\": 1000` |"
            + " google_cloud.instance.autoscaling.max_processing_units must be above one node, got"
            + " 1000",
        "shop-dev | `\"region\": \"europe-west1\"` | `\"region\": \"europe-north2\"` |"
            + " google_cloud.region must have Eventarc's events of Dataflow jobs",
        "shop-prod | `10.99.0.0/29` | `10.99.0.0/28` |"
            + " google_cloud.network.private_connection.range must be a /29, got 10.99.0.0/28",
        "shop-prod | `10.99.0.0/29` | `10.99.0.1/29` |"
            + " google_cloud.network.private_connection.range must be a range such as",
        "shop-prod | `\"host\": \"10.20.0.12\"` | `\"host\": \"10.20.0.13\"` |"
            + " source.shards.apac is the same database as another shard",
        "shop-prod | `\"us\": {` | `\"US\": {` | source.shards.US must be named",
        "shop-prod | `\"us\": {\"host\"` | `\"us\": {\"hots\"` | source.shards.us.hots is not"
            + " a known key; the nearest is source.shards.us.host",
        "billing-dev | `[\"billing\"]` | `[\"billing\", \"audit\"]` | source.schemas must name one"
            + " schema with Google's templates",
        "billing-dev | `\"require\"` | `\"verify-full\"` | source.ssl_mode must not be verify-full"
            + " on platform google-cloud",
        "billing-dev | `\"ca_certificate_file\": \"../samples/stacks/sample-ca.pem\",` | `` |"
            + " google_cloud.network.ca_certificate_file is missing",
        "billing-dev | `\"require\"` | `\"disable\"` | google_cloud.network.ca_certificate_file"
            + " must not be set when source.ssl_mode is disable",
        "billing-dev | `\"range\": \"10.71.0.0/29\"` | `\"network_attachment\":"
            + " \"projects/p/regions/europe-west4/networkAttachments/a\"` |"
            + " google_cloud.network.private_connection.network_attachment must match"
            + " projects/[^/]+/regions/europe-west3/networkAttachments/[^/]+",
        "shop-dev | `\"handoff\": {` | `\"endpoints\": {\"dataflow\": \"127.0.0.1:8085\"},"
            + " \"handoff\": {` | google_cloud.endpoints.dataflow must match https?://",
        "ledger-prod | `\"firewall_rules\": false` | `\"firewall_rules\": false,"
            + " \"ca_certificate_file\": \"ca.pem\"` | google_cloud.network.ca_certificate_file is"
            + " of no use",
        "ledger-prod | `\"existing_bucket\": true,` | `` | google_cloud.capture.bucket_profile"
            + " exists, and with it its bucket",
        "ledger-prod | `\"/crossover\"` | `\"crossover/\"` |"
            + " google_cloud.capture.bucket_profile_root must match",
        "billing-dev | `\"region\"` | `\"kms_key\":"
            + " \"projects/k/locations/us-east1/keyRings/r/cryptoKeys/c\", \"region\"` |"
            + " google_cloud.kms_key must be in the region europe-west3",
        "ledger-dev | `\"skip_dataflow\": false` | `\"skip_dataflow\": true` |"
            + " google_cloud.live.skip_dataflow must be false when capture.enable_backfill is true",
        "ledger-dev | `\"enable_backfill\": true` | `\"enable_backfill\": false` |"
            + " google_cloud.capture.enable_backfill must be true with strategy live-only",
        "ledger-prod | `\"firewall_rules\": false` | `\"firewall_rules\": false, \"ip_allowlist\":"
            + " {\"source_ranges\": [], \"target_tags\": []}` | google_cloud.network must have"
            + " neither",
        "ledger-prod | `\"existing\": true` | `\"existing\": true, \"processing_units\": 100` |"
            + " google_cloud.instance exists: its config and size are set where it is managed",
        "ledger-prod | `\"template_path\":"
            + " \"gs://ledger-prod-templates/crossover/0.1.0/bulk-load.json\"` | `\"workers\": 2` |"
            + " google_cloud.bulk.template_path is missing",
      })
  void refuses(String environment, String text, String bad, String problem) throws Exception {
    String json = sample(environment);
    assertThat(json).contains(text);
    assertThatThrownBy(() -> SettingsReader.parse(environment, json.replace(text, bad)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("\n- " + problem);
  }

  @Test
  void letsARegionBeWithoutEventsOfJobsWhenNoStackNeedsThem() throws Exception {
    String json =
        sample("shop-dev")
            .replace("\"region\": \"europe-west1\"", "\"region\": \"europe-north2\"")
            .replaceFirst("(?s),\\s*\"handoff\": \\{.*?\\}", "");
    assertThat(SettingsReader.parse("shop-dev", json).googleCloud().orElseThrow().handoff())
        .isEmpty();
  }

  @Test
  void letsShardsBeThatShareNoKeysWithoutAColumnForTheShard() throws Exception {
    String json =
        sample("shop-prod")
            .replace("\"shard_id_column\": \"shard\"", "\"shards_share_no_keys\": true")
            .replaceFirst("(?s)\"mapping\": \\{.*?\\},", "");
    assertThat(SettingsReader.parse("shop-prod", json).googleCloud()).isPresent();
  }

  @Test
  void refusesGoogleCloudOnTheLocalPlatform() throws Exception {
    assertThatThrownBy(
            () ->
                SettingsReader.parse(
                    "shop-dev", sample("shop-dev").replace("\"google-cloud\"", "\"local\"")))
        .hasMessageContaining("google_cloud is read on platform google-cloud only")
        .hasMessageContaining("source.password must be env:NAME or file:PATH on platform local");
  }

  @Test
  void givesAShardWhatItDoesNotSayFromTheSource() {
    ResourceNames names = ResourceNames.of(SettingsReader.read(TFVARS, "shop-prod"));
    assertThat(new TreeSet<>(names.sources().all().keySet())).containsExactly("apac", "eu", "us");
    SourceShard apac = names.sources().all().get("apac");
    assertThat(apac.host()).isEqualTo("10.20.0.13");
    assertThat(apac.database()).isEqualTo("shop");
    assertThat(apac.password().name())
        .isEqualTo("projects/shop-prod-481517/secrets/shop-source-apac/versions/1");
  }

  @Test
  void namesWhatStacksAndLauncherMeet() {
    ResourceNames names = ResourceNames.of(SettingsReader.read(TFVARS, "shop-dev"));
    assertThat(names.files().bucket()).isEqualTo("shop-dev-481516-crossover-shop-dev");
    assertThat(names.liveJob(Optional.empty())).isEqualTo("shop-dev-live");
    assertThat(names.bulkJob(Optional.of("eu"))).isEqualTo("shop-dev-bulk-r1-eu");
    assertThat(names.stack(ResourceNames.Stack.LIVE)).isEqualTo("shop-dev-live");
  }

  private static String sample(String environment) throws Exception {
    return Files.readString(TFVARS.resolve(environment + ".tfvars.json"));
  }
}
