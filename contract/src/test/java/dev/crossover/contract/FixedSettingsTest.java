package dev.crossover.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedSettingsTest {
  private static final Path TFVARS = Path.of("../tfvars");

  /** The keys whose values two settings do not share. */
  private static Set<String> differences(String environment, String text, String other)
      throws Exception {
    String json = Files.readString(TFVARS.resolve(environment + ".tfvars.json"));
    String changed = json.replace(text, other);
    assertThat(changed).as("the sample has " + text).isNotEqualTo(json);
    Map<String, String> before = FixedSettings.of(SettingsReader.parse(environment, json));
    Map<String, String> after = FixedSettings.of(SettingsReader.parse(environment, changed));
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    keys.removeIf(key -> after.getOrDefault(key, "").equals(before.get(key)));
    return keys;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
source.database                             | ledger-dev  | "database": "ledger",\\n    "user" | "database": "other",\\n    "user"
source.schemas                              | ledger-dev  | ["public"]                | ["book"]
source.exclude_tables                       | ledger-dev  | "ssl_mode": "require"     | "ssl_mode": "require", "exclude_tables": ["public.audit"]
schema.indexes                              | ledger-dev  | "capture": {\\n    "slot" | "schema": {"indexes": "after-load"}, "capture": {"slot"
schema.mapping_file                         | ledger-dev  | "capture": {\\n    "slot" | "schema": {"mapping_file": "m.json"}, "capture": {"slot"
capture.slot                                | ledger-dev  | "slot": "crossover_ledger" | "slot": "other"
capture.publication                         | ledger-dev  | "publication": "crossover_ledger" | "publication": "other"
google_cloud.region                         | ledger-dev  | "region": "us-central1"   | "region": "us-east1"
google_cloud.capture.bucket                 | ledger-dev  | "enable_backfill": true   | "enable_backfill": true, "bucket": "other-bucket"
google_cloud.capture.mysql_log              | shop-prod   | "soft_delete_days": 7     | "soft_delete_days": 7, "mysql_log": "gtid"
source.shards.us.database                   | shop-prod   | {"host": "10.20.0.12"}    | {"host": "10.20.0.12", "database": "shop2"}
""")
  void areWhatAMigrationKeeps(String key, String environment, String text, String other)
      throws Exception {
    assertThat(differences(environment, text.replace("\\n", "\n"), other.replace("\\n", "\n")))
        .containsExactly(key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
ledger-dev | "host": "10.40.0.5"       | "host": "10.40.0.6"
ledger-dev | "port": 5432              | "port": 5433
ledger-dev | versions/1                | versions/2
ledger-dev | "user": "crossover"       | "user": "mover"
ledger-dev | ["ledger_app"]            | ["ledger_app", "ledger_batch"]
ledger-dev | "run_id": "r1"            | "run_id": "r1", "workers": 3
ledger-dev | launcher:0.1.0            | launcher:0.2.0
shop-prod  | "max_workers": 20         | "max_workers": 30
shop-prod  | {"host": "10.20.0.12"}    | {"host": "10.20.0.22"}
""")
  void areNotHowAMigrationIsDone(String environment, String text, String other) throws Exception {
    assertThat(differences(environment, text, other)).isEmpty();
  }

  @Test
  void areTheSameInAnyOrderOfTablesThatStayBehind() throws Exception {
    String json = Files.readString(TFVARS.resolve("ledger-dev.tfvars.json"));
    String mode = "\"ssl_mode\": \"require\"";
    assertThat(
            FixedSettings.of(
                SettingsReader.parse(
                    "ledger-dev",
                    json.replace(mode, mode + ", \"exclude_tables\": [\"a.b\", \"a.c\"]"))))
        .containsEntry("source.exclude_tables", "a.b, a.c")
        .isEqualTo(
            FixedSettings.of(
                SettingsReader.parse(
                    "ledger-dev",
                    json.replace(mode, mode + ", \"exclude_tables\": [\"a.c\", \"a.b\"]"))));
  }

  @Test
  void areTheSameKeysForEveryEnvironmentOfAPlatform() {
    assertThat(keys("shop-dev")).isEqualTo(keys("ledger-prod"));
  }

  private static Set<String> keys(String environment) {
    return FixedSettings.of(SettingsReader.read(TFVARS, environment)).keySet();
  }

  @Test
  void goByTheKeysOfTheSettingsFile() throws Exception {
    JsonNode schema = new ObjectMapper().readTree(TFVARS.resolve("settings.schema.json").toFile());
    for (String key : keys("shop-prod")) {
      JsonNode at = schema;
      for (String part : key.split("\\.", -1)) {
        at = at.has("properties") ? at.at("/properties/" + part) : at.path("additionalProperties");
      }
      assertThat(at.isObject()).as(key).isTrue();
    }
  }
}
