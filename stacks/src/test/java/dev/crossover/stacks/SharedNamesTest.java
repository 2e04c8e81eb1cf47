package dev.crossover.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SharedNamesTest {

  @Test
  void theBucketIsRenamedInOnePlace() {
    Map<String, JsonNode> stacks =
        Samples.changed(
            "ledger-prod", json -> json.replace("ledger-prod-change-files", "other-bucket"));
    assertThat(naming(Samples.get().stacks(), "ledger-prod-change-files"))
        .containsExactly("ledger-prod-bulk", "ledger-prod-handoff", "ledger-prod-live");
    assertThat(naming(stacks, "other-bucket"))
        .containsExactly("ledger-prod-bulk", "ledger-prod-handoff", "ledger-prod-live");
    assertThat(naming(stacks, "ledger-prod-change-files")).isEmpty();
  }

  @Test
  void theTargetDatabaseIsRenamedInOnePlace() {
    Map<String, JsonNode> stacks =
        Samples.changed(
            "shop-dev",
            json ->
                json.replace(
                    "\"database\": \"shop\"\n  },\n  \"google",
                    "\"database\": \"store\"\n  },\n  \"google"));
    assertThat(
            stacks
                .get("shop-dev-target")
                .at("/resource/google_spanner_database/database/name")
                .asText())
        .isEqualTo("store");
    assertThat(
            stacks
                .get("shop-dev-live")
                .at("/resource/google_spanner_database_iam_member/jobs-database/database")
                .asText())
        .isEqualTo("store");
    assertThat(
            stacks
                .get("shop-dev-bulk")
                .at("/resource/google_dataflow_flex_template_job/bulk/parameters/databaseId")
                .asText())
        .isEqualTo("store");
  }

  @Test
  void nothingReadsTheStateOfAnotherStack() {
    Samples.get()
        .stacks()
        .values()
        .forEach(stack -> assertThat(stack.toString()).doesNotContain("terraform_remote_state"));
  }

  @Test
  void theOnlyDataSourceWaitsForAResource() {
    Samples.get()
        .stacks()
        .forEach(
            (name, stack) ->
                stack
                    .path("data")
                    .properties()
                    .forEach(
                        type -> {
                          assertThat(type.getKey())
                              .isEqualTo("google_storage_project_service_account");
                          type.getValue()
                              .forEach(data -> assertThat(data.path("depends_on")).isNotEmpty());
                        }));
  }

  private static Set<String> naming(Map<String, JsonNode> stacks, String text) {
    Set<String> names = new TreeSet<>();
    stacks.forEach(
        (name, stack) -> {
          ObjectNode rest = stack.deepCopy();
          // Holds the file as it is on disk, which no test changes.
          if (rest.at("/resource/google_storage_bucket_object") instanceof ObjectNode objects) {
            objects.remove("settings");
          }
          if (rest.toString().contains(text)) {
            names.add(name);
          }
        });
    return names;
  }
}
