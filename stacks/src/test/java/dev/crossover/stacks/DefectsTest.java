package dev.crossover.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The defects of the public samples, each kept out by a test. Their numbers are the list's. */
class DefectsTest {
  private static final Set<String> KEPT =
      Set.of(
          "google_datastream_stream",
          "google_storage_bucket",
          "google_storage_notification",
          "google_pubsub_topic",
          "google_pubsub_subscription",
          "google_spanner_instance",
          "google_spanner_database");

  @Test
  void defect1_aSubscriptionForgetsNothingDuringALongBulkLoad() {
    for (JsonNode subscription : all("-live", "google_pubsub_subscription")) {
      assertThat(subscription.path("ack_deadline_seconds").asInt()).isEqualTo(600);
      assertThat(subscription.path("message_retention_duration").asText()).isEqualTo("2678400s");
      assertThat(subscription.path("expiration_policy").path("ttl").asText("?")).isEmpty();
    }
    for (JsonNode topic : all("-live", "google_pubsub_topic")) {
      assertThat(topic.path("message_retention_duration").asText()).isEqualTo("2678400s");
    }
  }

  @Test
  void defect2_whatAMigrationStandsOnRefusesToBeDestroyed() {
    for (String type : KEPT) {
      List<JsonNode> resources = new ArrayList<>(all("-live", type));
      resources.addAll(all("-target", type));
      assertThat(resources).as(type).isNotEmpty();
      for (JsonNode resource : resources) {
        assertThat(resource.at("/lifecycle/prevent_destroy").asBoolean()).as(type).isTrue();
        // The provider has no such attribute for a notification.
        if (!type.equals("google_storage_notification")) {
          assertThat(resource.path("deletion_policy").asText()).as(type).isEqualTo("PREVENT");
        }
      }
    }
  }

  @Test
  void defect2_changesThatTheProviderMakesUpAreIgnored() {
    assertThat(texts(stream("shop-dev").at("/lifecycle/ignore_changes")))
        .containsExactly(
            "create_without_validation",
            "source_config[0].mysql_source_config[0].gtid",
            "source_config[0].mysql_source_config[0].binary_log_position");
    assertThat(texts(stream("ledger-dev").at("/lifecycle/ignore_changes")))
        .containsExactly("create_without_validation");
    assertThat(
            texts(
                Samples.only(Samples.get().stack("shop-prod-target"), "google_spanner_database")
                    .at("/lifecycle/ignore_changes")))
        .containsExactly("ddl");
  }

  @Test
  void defect2_aMigrationThatIsOverLetsGo() {
    Map<String, JsonNode> stacks =
        Samples.changed(
            "shop-dev", json -> json.replace("\"region\"", "\"protection\": false, \"region\""));
    stacks
        .values()
        .forEach(
            stack ->
                assertThat(stack.toString())
                    .doesNotContain("\"prevent_destroy\":true")
                    .doesNotContain("PREVENT"));
  }

  @Test
  void defect3_aBulkJobRunsOncePerRun() {
    for (JsonNode job : all("-bulk", "google_dataflow_flex_template_job")) {
      assertThat(job.path("name").asText()).contains("-bulk-r1");
      assertThat(job.path("count").asText())
          .isEqualTo("${terraform_data.bulk-run.input.started == plantimestamp() ? 1 : 0}");
      assertThat(job.at("/lifecycle/ignore_changes").asText()).isEqualTo("all");
      assertThat(job.path("deletion_policy").asText()).isEqualTo("ABANDON");
    }
  }

  @Test
  void defect4_templatesArePinnedAndWorkersAreBigEnough() {
    for (JsonNode job : jobs()) {
      assertThat(job.path("container_spec_gcs_path").asText())
          .doesNotContain("/latest/")
          .matches("gs://.*/(20\\d\\d-\\d\\d-\\d\\d-\\d\\d_RC\\d\\d|\\d+\\.\\d+\\.\\d+)/.*");
      assertThat(Integer.parseInt(job.path("machine_type").asText().replaceAll(".*-", "")))
          .isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void defect5_shardsHaveTheirNamesAsAddresses() {
    assertThat(
            Samples.get()
                .stack("shop-prod-live")
                .at("/resource/google_datastream_stream")
                .fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("source-apac-stream", "source-eu-stream", "source-us-stream");
  }

  @Test
  void defect6_firewallRulesAreNamedByEnvironmentAndOpenTheSourcesPort() {
    List<String> names = new ArrayList<>();
    for (String environment : Samples.ENVIRONMENTS) {
      JsonNode rules =
          Samples.get().stack(environment + "-live").at("/resource/google_compute_firewall");
      for (JsonNode rule : rules) {
        assertThat(rule.path("name").asText()).startsWith(environment + "-");
        names.add(rule.path("name").asText());
        String port = environment.startsWith("shop") ? "3306" : "5432";
        if (!rule.path("name").asText().endsWith("-workers")) {
          assertThat(rule.at("/allow/0/ports")).hasToString("[\"" + port + "\"]");
        }
      }
    }
    assertThat(names).hasSize(12).doesNotHaveDuplicates();
  }

  @Test
  void defect7_aConnectionProfileNamesASecretAndHoldsNoPassword() {
    for (JsonNode profile : all("-live", "google_datastream_connection_profile")) {
      for (String kind : List.of("mysql_profile", "postgresql_profile")) {
        if (profile.has(kind)) {
          assertThat(profile.path(kind).has("password")).isFalse();
          assertThat(profile.path(kind).path("secret_manager_stored_password").asText())
              .matches("projects/[^/]+/secrets/[^/]+/versions/\\d+");
        }
      }
    }
  }

  @Test
  void defect8_jobsHaveAnAccountOfTheirOwnWithNarrowGrants() {
    for (String environment : Samples.ENVIRONMENTS) {
      Map<String, JsonNode> stacks = Samples.get().stacks();
      stacks.forEach(
          (name, stack) -> {
            if (name.startsWith(environment)) {
              for (JsonNode grant : stack.at("/resource/google_project_iam_member")) {
                if (grant.path("project").asText().equals("net-host-481518")) {
                  continue;
                }
                assertThat(grant.path("role").asText())
                    .matches(
                        "roles/(dataflow\\.worker|datastream\\.viewer|eventarc\\.(eventReceiver|serviceAgent))"
                            + "|\\$\\{google_project_iam_custom_role\\..*}");
              }
            }
          });
    }
    for (JsonNode job : jobs()) {
      assertThat(job.path("service_account_email").asText())
          .matches("(\\w+-\\w+-jobs|migration-workers)@.*\\.iam\\.gserviceaccount\\.com");
    }
  }

  @Test
  void defect8_jobsWaitForTheirGrants() {
    for (JsonNode job : all("-live", "google_dataflow_flex_template_job")) {
      assertThat(texts(job.path("depends_on")))
          .contains(
              "google_project_iam_member.jobs-project-dataflow-worker",
              "google_storage_bucket_iam_member.jobs-storage-objectUser",
              "google_spanner_database_iam_member.jobs-database")
          .anyMatch(address -> address.startsWith("google_pubsub_subscription_iam_member."))
          .anyMatch(address -> address.startsWith("google_secret_manager_secret_iam_member."));
    }
  }

  @Test
  void defect9_theBulkJobsDeadLettersAreInTheBucketThatTheGateReads() {
    JsonNode bulk = job("shop-dev-bulk");
    assertThat(bulk.at("/parameters/outputDirectory").asText())
        .isEqualTo("gs://shop-dev-481516-crossover-shop-dev/bulk/r1/");
    JsonNode ours = job("ledger-prod-bulk");
    assertThat(ours.at("/parameters/outputDirectory").asText())
        .isEqualTo("gs://ledger-prod-change-files/crossover/");
    assertThat(
            Samples.get()
                .stack("shop-dev-observe")
                .at("/resource/google_monitoring_alert_policy/alert-dead-letters/enabled")
                .asText())
        .isEqualTo("${contains([\"bulk\", \"live\"], var.phase)}");
  }

  @Test
  void defect10_ourOwnLiveTemplateTakesTheGooglesPlaceBySetting() {
    JsonNode ours =
        Samples.changed(
                "ledger-prod",
                json -> json.replace("\"skip_dataflow\": true", "\"skip_dataflow\": false"))
            .get("ledger-prod-live")
            .at("/resource/google_dataflow_flex_template_job/live");
    assertThat(ours.path("container_spec_gcs_path").asText())
        .isEqualTo("gs://ledger-prod-templates/crossover/0.1.0/apply-changes.json");
    assertThat(ours.at("/parameters/gcsPubSubSubscription").asText())
        .isEqualTo("projects/ledger-prod-314159/subscriptions/ledger-prod-changes");
    assertThat(ours.at("/parameters/inputDirectory").asText())
        .isEqualTo("gs://ledger-prod-change-files/crossover/");
    assertThat(ours.at("/parameters/inputFilePrefix").asText()).isEqualTo("changes/");
    // Dataflow has an option of this name, and the provider refuses it in both places.
    assertThat(ours.path("parameters").has("numWorkers")).isFalse();
  }

  @Test
  void defect11_aStreamRunsFromTheBeginningAndALiveJobOnlyBesideARunningStream() {
    for (JsonNode stream : all("-live", "google_datastream_stream")) {
      assertThat(stream.path("desired_state").asText()).isEqualTo("RUNNING");
    }
    JsonNode placed =
        Samples.changed(
                "shop-dev",
                json ->
                    json.replace(
                        "\"mysql_log\": \"gtid\"",
                        "\"mysql_log\": \"gtid\", \"start_position\": {\"gtid_set\": \"a:1-9\"}"))
            .get("shop-dev-live")
            .at("/resource/google_datastream_stream")
            .elements()
            .next();
    assertThat(placed.path("desired_state").asText()).isEqualTo("NOT_STARTED");
    assertThat(placed.at("/lifecycle/ignore_changes").toString()).contains("desired_state");
    assertThat(
            Samples.get()
                .stack("shop-prod-live")
                .at("/resource/google_dataflow_flex_template_job/live-us/lifecycle/precondition"))
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.path("condition").asText())
                    .isEqualTo(
                        "${google_datastream_stream.source-us-stream.state == \"RUNNING\"}"));
  }

  @Test
  void defect12_jobsComeFromTheBetaProviderAndFindTheFirstOfTheirName() {
    for (JsonNode job : jobs()) {
      assertThat(job.path("provider").asText()).isEqualTo("google-beta");
      assertThat(job.path("create_ignore_already_exists").asBoolean()).isTrue();
      assertThat(job.path("name").asText()).doesNotContain("${");
    }
  }

  private static JsonNode stream(String environment) {
    return Samples.get()
        .stack(environment + "-live")
        .at("/resource/google_datastream_stream/source-stream");
  }

  private static JsonNode job(String stack) {
    return Samples.only(Samples.get().stack(stack), "google_dataflow_flex_template_job");
  }

  private static List<JsonNode> jobs() {
    List<JsonNode> jobs = new ArrayList<>(all("-live", "google_dataflow_flex_template_job"));
    jobs.addAll(all("-bulk", "google_dataflow_flex_template_job"));
    return jobs;
  }

  private static List<JsonNode> all(String ending, String type) {
    List<JsonNode> resources = new ArrayList<>();
    Samples.get()
        .stacks()
        .forEach(
            (name, stack) -> {
              if (name.endsWith(ending)) {
                stack.path("resource").path(type).forEach(resources::add);
              }
            });
    return resources;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
